import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, type EventName, events, Hello, maxFrameBytes } from '@bedsign/contract';
import { encode } from 'cborg';
import { openPage } from '../testing/page.ts';
import { startFixture } from '../testing/station-fixture.ts';

const demoLogins = [{ username: 'nurse', password: 'right', name: '李护士' }];

const greeted = async (url: string) => {
  const page = await openPage(url);
  const hello = await page.call('hello', { token: page.launchToken });
  return { page, hello };
};

test('hello says who the page is; a reload comes back with the resume token and finds the login', async (t) => {
  const { station } = await startFixture(t, { demoLogins });
  const { page, hello } = await greeted(station.launchUrl('nurse'));
  check(Hello, hello);
  assert.deepEqual([hello.role, hello.demo, hello.staff, hello.demoLogins], ['nurse', true, null, demoLogins]);
  await page.call('login', { username: 'nurse', password: 'right' });
  assert.ok(!JSON.stringify(page.frames).includes('staff-token'), 'the server’s token stays in the station');
  page.close();

  const again = await openPage(station.launchUrl('nurse'));
  const second = await again.call('hello', { token: hello.resumeToken });
  assert.equal(second.staff?.name, '李护士');
  again.close();
});

test('the patient page hears of the session and the pen, not of staff, queue and logins', async (t) => {
  const fixture = await startFixture(t, { demoLogins });
  const { page, hello } = await greeted(fixture.station.launchUrl('patient'));
  assert.deepEqual([hello.role, hello.staff, hello.demoLogins], ['patient', null, []]);
  await fixture.until('patientPage', ({ connected }) => connected);
  await fixture.login();
  await fixture.open();
  await fixture.sign();
  await page.call('document', {});
  const heard = page.frames.flatMap(({ event }) => (event === undefined ? [] : [event]));
  assert.deepEqual([...new Set(heard)].sort(), ['calibration', 'devices', 'pen', 'session']);
  for (const { event, data } of page.frames) if (event !== undefined) check(events[event as EventName], data);

  const late = await greeted(fixture.station.launchUrl('patient'));
  assert.ok((late.hello.session?.fields[0]?.ink.length ?? 0) > 20, 'who joins late gets the whole ink');
  late.page.close();
  page.close();
  await fixture.until('patientPage', ({ connected }) => !connected);
});

test('a launch token that was used, or never made, is refused and the page cut off', async (t) => {
  const { station } = await startFixture(t);
  const url = station.launchUrl('nurse');
  const { page } = await greeted(url);
  for (const token of [page.launchToken, 'guess', '']) {
    const replay = await openPage(url);
    await assert.rejects(replay.call('hello', { token }), { code: 'UNAUTHENTICATED' });
    assert.equal(await replay.closed, 1008);
  }
  await assert.rejects(page.call('hello', { token: page.launchToken }), { code: 'INVALID_REQUEST' });
  page.close();
});

test('nothing is answered before hello', async (t) => {
  const { station } = await startFixture(t);
  const page = await openPage(station.launchUrl('nurse'));
  await assert.rejects(page.call('devices', {}), { code: 'UNAUTHENTICATED' });
  assert.equal(await page.closed, 1008);
});

test('only a page of ours, at our own address, gets past the handshake', async (t) => {
  const { station } = await startFixture(t);
  const url = station.launchUrl('nurse');
  const { port } = new URL(url);
  (await openPage(url, { origin: `http://localhost:${port}`, host: `localhost:${port}` })).close();
  const origins = [
    'http://evil.example',
    `http://evil.example:${port}`,
    'null',
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    '',
  ];
  for (const origin of origins) await assert.rejects(openPage(url, { origin }), /403/, origin);
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1'])
    await assert.rejects(openPage(url, { host }), /403/, host);
});

test('whoever resets the connection in the middle of the handshake harms nobody', async (t) => {
  const { station } = await startFixture(t);
  const { host, hostname, port } = new URL(station.url);
  const handshake = [
    'GET /station HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Origin: http://evil',
  ];
  for (let round = 0; round < 50; round++) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(`${handshake.join('\r\n')}\r\n\r\n`);
    setTimeout(() => socket.resetAndDestroy(), round % 5);
  }
  await sleep(200);
  (await greeted(station.launchUrl('nurse'))).page.close();
});

test('malformed and oversize messages are answered and cut off; a wrong call is only answered', async (t) => {
  const { station } = await startFixture(t);
  const bad: [message: Uint8Array | string, closeCode: number][] = [
    [new Uint8Array([0xff]), 1008],
    [new Uint8Array(), 1008],
    [encode('text'), 1008],
    [encode({ id: 1, method: 'devices' }), 1008],
    [encode({ id: 1, method: 'devices', params: {}, more: 1 }), 1008],
    [encode({ id: -1, method: 'devices', params: {} }), 1008],
    ['{"id":1}', 1003],
    [new Uint8Array(maxFrameBytes + 1), 1009],
  ];
  for (const [message, closeCode] of bad) {
    const { page } = await greeted(station.launchUrl('nurse'));
    page.socket.send(message);
    assert.equal(await page.closed, closeCode);
    if (closeCode === 1008)
      assert.deepEqual([page.frames.at(-1)?.id, page.frames.at(-1)?.error?.code], [-1, 'INVALID_REQUEST']);
  }
  const { page } = await greeted(station.launchUrl('patient'));
  await assert.rejects(page.call('turnTo', { page: 0 }), { code: 'INVALID_REQUEST' });
  await assert.rejects(page.call('turnTo', { page: 1, more: 2 } as never), { code: 'INVALID_REQUEST' });
  await assert.rejects(page.call('constructor' as never, {} as never), { code: 'INVALID_REQUEST' });
  await assert.rejects(page.call('submit', {}), { code: 'FORBIDDEN' });
  await assert.rejects(page.call('turnTo', { page: 1 }), { code: 'SESSION_STATE' });
  assert.equal(
    (await page.call('simulateFinger', { present: false })) !== undefined,
    true,
    'the connection still lives',
  );
  page.close();
});
