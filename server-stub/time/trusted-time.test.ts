import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptTime } from './test-kit/kept-time.ts';

test('three servers that agree give trusted time after the first round', async () => {
  const { time, run, reason, reported, statuses } = await keptTime({ systemOffset: 40 });
  const reading = time.read();
  assert.ok(reading.trusted && reading.accuracyMs < 60, JSON.stringify(reading));
  await run(600);
  assert.equal(reason(), null);
  assert.deepEqual(statuses(), ['agrees', 'agrees', 'agrees']);
  const state = time.state();
  assert.ok(Math.abs((state.offsetMs ?? 0) - 40) < 2, 'the offset of the system clock is measured');
  assert.deepEqual([state.trusted, state.reason, state.stratum, state.demo], [true, null, 1, false]);
  assert.deepEqual(reported(), [null]);
});

test('it asks gently while all is well', async () => {
  const { run, servers } = await keptTime();
  await run(3600);
  for (const { requests } of Object.values(servers)) assert.ok(requests > 100 && requests < 120, `${requests}`);
});

test('no server at all: no time, and the asking becomes rare', async () => {
  const { run, servers, reason, world, time } = await keptTime();
  for (const server of Object.values(servers)) server.up = false;
  await run(290);
  assert.equal(reason(), null, 'what is known bridges a failure');
  await run(60);
  assert.equal(reason(), 'STALE');
  const before = servers.a.requests;
  await run(640);
  assert.ok(servers.a.requests - before <= 20);
  for (const server of Object.values(servers)) server.up = true;
  await run(60);
  assert.equal(reason(), null);
  await time.close();
  const closed = servers.a.requests;
  await world.run(600_000);
  assert.equal(servers.a.requests, closed, 'nothing is asked after closing');
});

test('fewer servers than the minimum are not enough', async () => {
  const { servers, run, reason, reported } = await keptTime({ limits: { minimumAgreeing: 3 } });
  assert.equal(reason(), null);
  servers.a.up = false;
  await run(400);
  assert.equal(reason(), 'TOO_FEW_SOURCES');
  servers.a.up = true;
  await run(60);
  assert.deepEqual(reported(), [null, 'TOO_FEW_SOURCES', 'RECOVERING', null]);
});

test('the system clock is set: refused at once, and after recovery only if it is near enough', async () => {
  for (const by of [-3_600_000, -400, 400, 3_600_000]) {
    const { world, run, reason, reported } = await keptTime();
    await run(100);
    world.setSystemClock(by);
    assert.equal(reason(), 'CLOCK_JUMPED', `${by}`);
    await run(60);
    assert.equal(reason(), Math.abs(by) < 500 ? null : 'OFFSET_TOO_LARGE');
    if (Math.abs(by) > 500) world.setSystemClock(-by);
    await run(60);
    assert.equal(reason(), null);
    assert.equal(reported()[1], 'CLOCK_JUMPED');
  }
});

test('recovery takes three good rounds', async () => {
  const { world, run, reason, servers } = await keptTime();
  await run(100);
  world.setSystemClock(300);
  await run(1.5);
  const before = servers.a.requests;
  await run(5);
  assert.equal(servers.a.requests, before + 2);
  assert.equal(reason(), 'RECOVERING');
  await run(3);
  assert.equal(servers.a.requests, before + 3);
  assert.equal(reason(), null);
});

test('the computer sleeps: nothing of before is used after', async () => {
  const { world, run, reason, reported } = await keptTime();
  await run(100);
  world.sleep(7_200_000);
  assert.equal(reason(), 'CLOCK_JUMPED');
  await run(30);
  assert.deepEqual(reported(), [null, 'CLOCK_JUMPED', 'RECOVERING', null]);
});

test('a sleep between question and answer', async () => {
  const { world, run, servers, reason } = await keptTime();
  servers.a.back = servers.b.back = servers.c.back = 1500;
  await run(0.1);
  for (let round = 0; round < 40; round++) {
    await run(1);
    world.sleep(60_000);
    await run(8);
  }
  servers.a.back = servers.b.back = servers.c.back = 5;
  await run(60);
  assert.equal(reason(), null);
});

test('a frozen virtual machine notices by its sources', async () => {
  const { run, reason, reported, servers } = await keptTime();
  await run(100);
  // Both clocks stood still: seen from inside it is as if all servers had jumped.
  for (const server of Object.values(servers)) server.offset += 30_000;
  await run(40);
  assert.equal(reported()[1], 'SOURCES_JUMPED');
  assert.notEqual(reason(), null);
});
