import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leap, type Packet } from './ntp/packet.ts';
import { type KeptTime, keptTime } from './test-kit/kept-time.ts';

const midnight = Date.UTC(2027, 0, 1);
const announcing = (indicator: number) => ({ send: (reply: Packet) => ({ ...reply, leap: indicator }) });
const announce = ({ servers }: KeptTime, indicator: number) => {
  for (const server of Object.values(servers)) Object.assign(server, announcing(indicator));
};

/** Whether time is given in each second around midnight, by true time. */
const around = async (kept: KeptTime, seconds: number) => {
  const given: [number, string | null][] = [];
  let before = kept.world.truth();
  for (let step = 0; step < seconds * 10; step++) {
    await kept.run(0.1);
    // As the kernel does with a leap second.
    if (kept.world.truth() < before) kept.world.setSystemClock(-1000);
    before = kept.world.truth();
    given.push([kept.world.truth() - midnight, kept.reason()]);
  }
  return given;
};

test('an announced leap second: no time from a second before it until well after, then again', async () => {
  for (const systemOffset of [-300, 0, 300]) {
    const kept = await keptTime({ start: midnight - 200_000, leapAt: midnight, systemOffset });
    announce(kept, leap.insert);
    await kept.run(180);
    assert.equal(kept.reason(), null, 'the announcement alone stops nothing');
    assert.equal(kept.time.state().leapAnnounced, true);
    const given = await around(kept, 26);
    for (const [ms, reason] of given) if (ms >= -1000 && ms <= 1000) assert.notEqual(reason, null, `at ${ms} ms`);
    assert.ok(given.some(([ms, reason]) => ms < -1500 && reason === null));
    announce(kept, leap.none);
    await kept.run(30);
    assert.equal(kept.reason(), null);
    assert.deepEqual(
      kept.reported(),
      [null, 'LEAP_SECOND', 'NO_SOURCE', 'RECOVERING', null].filter((r) => r !== 'NO_SOURCE'),
    );
  }
});

test('one server that announces is enough; at the end of other days nothing happens', async () => {
  const kept = await keptTime({ start: midnight - 200_000 });
  kept.servers.b.send = (reply) => ({ ...reply, leap: leap.delete });
  await kept.run(196.5);
  assert.equal(kept.reason(), 'LEAP_SECOND');
  const other = await keptTime({ start: Date.UTC(2026, 11, 15) - 60_000 });
  announce(other, leap.insert);
  await other.run(300);
  assert.deepEqual(other.reported(), [null]);
});

test('a leap second that nobody announced: the sources contradict what they said', async () => {
  const kept = await keptTime({ start: midnight - 60_000 });
  await kept.run(50);
  for (const server of Object.values(kept.servers)) server.offset = -1000;
  await kept.run(45);
  assert.equal(kept.reported()[1], 'SOURCES_JUMPED');
});

test('servers that are not of one mind after a leap second: no time until they are', async () => {
  const kept = await keptTime({ start: midnight - 100_000, leapAt: midnight });
  announce(kept, leap.insert);
  await kept.run(96);
  kept.world.setSystemClock(-1000);
  kept.servers.a.offset = 1000;
  kept.servers.b.offset = 500;
  await kept.run(60);
  assert.equal(kept.reason(), 'SOURCES_DISAGREE');
  kept.servers.a.offset = kept.servers.b.offset = 0;
  announce(kept, leap.none);
  await kept.run(120);
  assert.equal(kept.reason(), null);
});

test('a start in the middle of it', async () => {
  const kept = await keptTime({ start: midnight - 3500, leapAt: midnight, servers: announcing(leap.insert) });
  const given = await around(kept, 2);
  assert.ok(given.every(([, reason]) => reason !== null));
});
