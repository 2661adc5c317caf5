import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodePacket, leap, type Packet } from './ntp/packet.ts';
import { keptTime } from './test-kit/kept-time.ts';
import type { ServerBehaviour } from './test-kit/network.ts';

const kiss =
  (code: string): ServerBehaviour['send'] =>
  (reply) => ({ ...reply, stratum: 0, leap: leap.unsynchronised, referenceId: Buffer.from(code) });

test('one liar among three changes nothing, whatever it says', async () => {
  for (const lie of [-86_400_000, -1000, -30, 30, 1000, 86_400_000]) {
    const { servers, run, reason, statuses } = await keptTime();
    servers.b.offset = lie;
    await run(600);
    assert.equal(reason(), null, `${lie}`);
    assert.deepEqual(statuses(), ['agrees', 'disagrees', 'agrees'], `${lie}`);
  }
});

test('one that lies from the first answer on is found out too', async () => {
  const { servers, run, reason, world } = await keptTime();
  servers.c.offset = 3_000_000;
  world.sleep(1000);
  await run(60);
  assert.equal(reason(), null);
});

test('a slow liar that drags its time along does not take ours with it', async () => {
  const { servers, run, reason, statuses } = await keptTime();
  for (let step = 0; step < 200; step++) {
    servers.a.offset += 2;
    await run(32);
  }
  assert.equal(reason(), null);
  assert.deepEqual(statuses(), ['disagrees', 'agrees', 'agrees']);
});

test('three that all say something else: no time', async () => {
  const { servers, run, reason, statuses } = await keptTime();
  servers.a.offset = -700;
  servers.c.offset = 900;
  await run(60);
  assert.equal(reason(), 'SOURCES_DISAGREE');
  assert.ok(statuses().includes('disagrees'));
  servers.a.offset = 0;
  await run(120);
  assert.equal(reason(), null);
});

test('two that say different things: nobody knows who is right', async () => {
  const { servers, run, reason } = await keptTime({ sources: ['a', 'b'], limits: { minimumAgreeing: 1 } });
  assert.equal(reason(), null);
  servers.b.offset = 400;
  await run(60);
  assert.equal(reason(), 'SOURCES_DISAGREE');
});

test('a single server that jumps is not followed in silence', async () => {
  const { servers, run, reason, reported } = await keptTime({ sources: ['a'], limits: { minimumAgreeing: 1 } });
  servers.a.offset = 300;
  await run(40);
  assert.equal(reported()[1], 'SOURCES_JUMPED');
  servers.a.offset = 0;
  await run(200);
  assert.equal(reason(), null);
});

test('what comes before the reply, from whomever, is passed over', async () => {
  const { servers, run, reason, problems } = await keptTime();
  const hour = 3_600_000;
  const shifted = (packet: Packet): Packet => ({
    ...packet,
    receive: (packet.receive ?? 0) + hour,
    transmit: (packet.transmit ?? 0) + hour,
  });
  for (const server of Object.values(servers))
    server.before = (packet) => [
      new Uint8Array(0),
      new Uint8Array(47),
      new Uint8Array(1000).fill(0xff),
      encodePacket({ ...shifted(packet), origin: new Uint8Array(8) }),
      encodePacket({ ...kissed(packet), origin: new Uint8Array(8).fill(1) }),
    ];
  await run(600);
  assert.equal(reason(), null);
  assert.deepEqual(problems(), [null, null, null]);
});
const kissed = (packet: Packet) => kiss('DENY')(packet) as Packet;

const bad: [name: string, send: ServerBehaviour['send'], problem: RegExp][] = [
  ['no server mode', (reply) => ({ ...reply, mode: 3 }), /mode 3/],
  ['another version', (reply) => ({ ...reply, version: 1 }), /version 1/],
  ['no time of receipt', (reply) => ({ ...reply, receive: undefined }), /no timestamps/],
  ['no time of sending', (reply) => ({ ...reply, transmit: undefined }), /no timestamps/],
  ['sent before it came', (reply) => ({ ...reply, receive: (reply.transmit ?? 0) + 5 }), /sent before/],
  ['longer on the way than us', (reply) => ({ ...reply, receive: (reply.transmit ?? 0) - 60 }), /longer than us/],
  ['a reference in the future', (reply) => ({ ...reply, reference: (reply.transmit ?? 0) + 60 }), /later than itself/],
  ['leap indicator 3', (reply) => ({ ...reply, leap: leap.unsynchronised }), /not synchronised/],
  ['stratum 16', (reply) => ({ ...reply, stratum: 16 }), /not synchronised/],
  ['far from its reference', (reply) => ({ ...reply, rootDispersion: 16_000 }), /too far/],
  ['INIT', kiss('INIT'), /INIT/],
  ['a kiss in bytes that are no text', kiss('\0\u0007\u00ff '), /stratum 0/],
];
test('a reply that cannot be is named and not used', async () => {
  for (const [name, send, problem] of bad) {
    const { servers, run, reason, problems } = await keptTime();
    servers.a.send = send;
    await run(40);
    assert.equal(reason(), null, name);
    assert.match(problems()[0] ?? '', problem, name);
    servers.b.send = send;
    await run(400);
    assert.equal(reason(), 'TOO_FEW_SOURCES', name);
  }
});

test('a server that is no longer synchronised loses its voice at once', async () => {
  const { servers, run, reason, statuses } = await keptTime();
  servers.a.send = servers.b.send = bad[7]?.[1] ?? kiss('INIT');
  await run(40);
  assert.equal(reason(), 'TOO_FEW_SOURCES');
  assert.deepEqual(statuses(), ['unsynchronised', 'unsynchronised', 'agrees']);
});

test('DENY ends the asking for good, RATE makes it rarer each time', async () => {
  const { servers, run, reason, statuses } = await keptTime();
  servers.a.send = kiss('DENY');
  servers.b.send = kiss('RATE');
  const [asked, rated] = [servers.a.requests, servers.b.requests];
  await run(3600);
  assert.equal(servers.a.requests, asked + 1);
  assert.ok(servers.b.requests - rated <= 7, `${servers.b.requests - rated}`);
  assert.equal(reason(), 'TOO_FEW_SOURCES');
  assert.deepEqual(statuses(), ['refused', 'silent', 'agrees']);
});

test('a reply that comes too late is none', async () => {
  const { servers, run, reason, statuses } = await keptTime();
  servers.a.back = servers.b.back = 2500;
  await run(400);
  assert.equal(reason(), 'TOO_FEW_SOURCES');
  assert.deepEqual(statuses(), ['silent', 'silent', 'agrees']);
});

test('a slow way costs accuracy, and beyond the limit there is no time', async () => {
  const { servers, run, reason, time } = await keptTime();
  const far = { there: 700, back: 100 };
  for (const server of Object.values(servers)) Object.assign(server, far);
  await run(200);
  const reading = time.read();
  assert.ok(reading.trusted && reading.accuracyMs < 60, 'the best of the last eight counts');
  await run(600);
  assert.ok((time.state().accuracyMs ?? 0) > 600);
  const strict = await keptTime({ limits: { maximumAccuracyMs: 100 } });
  for (const server of Object.values(strict.servers)) Object.assign(server, far);
  await strict.run(400);
  assert.equal(strict.reason(), 'ACCURACY_TOO_LOW');
  assert.equal(reason(), null);
});
