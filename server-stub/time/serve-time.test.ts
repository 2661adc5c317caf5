import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { temporaryData } from '../test-kit/temporary-data.ts';
import { testTimeSettings } from '../test-kit/time-server.ts';
import { serveTime } from './serve-time.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const host = '127.0.0.1';

test('time that cannot be given to others is kept all the same, and the state says why it is not given', async () => {
  await using folder = await temporaryData();
  const taken = createSocket('udp4').bind(0, host);
  await once(taken, 'listening');
  const { port } = taken.address();
  const serve = async () =>
    serveTime(
      { ...(await testTimeSettings()), sntpServer: { host, port } },
      { ...folder, log: silent, admits: () => true },
    );
  const refused = await serve();
  assert.deepEqual(refused.state().sntpServer, { host, port, problem: 'EADDRINUSE' });
  assert.equal(refused.read().trusted, true);
  await refused.close();

  taken.close();
  await once(taken, 'close');
  const served = await serve();
  assert.deepEqual(served.state().sntpServer, { host, port, problem: null });
  await served.close();
});
