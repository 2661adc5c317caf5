import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TimeSettings } from '@bedsign/contract';
import { createTimeStampQuery, sm3 } from '@bedsign/gm';
import { openDataFolder } from '../first-run/data-folder.ts';
import { createBench } from '../test-kit/test-bench.ts';
import { call, startDemo, temporaryFolder } from '../test-kit/test-server.ts';
import { testTimeSettings } from '../test-kit/time-server.ts';
import { changeTsaSettings, readTsaSettings } from '../tsa/settings/settings-store.ts';

/** A port where nobody answers. */
const deadPort = async (): Promise<number> => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
};

const setTime = async (path: string, time: TimeSettings): Promise<void> => {
  const folder = await openDataFolder(path);
  const { version, settings } = await readTsaSettings(folder.db);
  await changeTsaSettings(folder, { version, settings: { ...settings, time } }, 'test');
  await folder.db.destroy();
};

test('without trusted time no token is issued, evidence is turned away by name, and signs once time is back', async () => {
  await using folder = await temporaryFolder();
  const { path } = folder;
  const alive = await testTimeSettings();
  {
    await using demo = await startDemo(path);
    await demo.close();
  }
  await setTime(path, { ...alive, sources: [{ kind: 'ntp', host: '127.0.0.1', port: await deadPort() }] });

  await using untimed = await startDemo(path);
  const bytes = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(new Uint8Array(3)), certReq: true });
  const headers = { 'content-type': 'application/timestamp-query' };
  const reply = await call(untimed.url, 'sm2TimeStamp', { bytes, headers });
  writeFileSync(join(path, 'reply.tsr'), reply.bytes);
  const text = execFileSync('openssl', ['ts', '-reply', '-in', 'reply.tsr', '-text'], { cwd: path, encoding: 'utf8' });
  assert.match(text, /Status: Rejected/);
  assert.match(text, /Failure info: the TSA's time source is not available/);
  assert.match(text, /NO_SOURCE/);

  const bench = await createBench(untimed.url, path);
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  const refused = await bench.submit(bundle, envelope);
  assert.deepEqual([refused.status, refused.error?.code], [503, 'TIME_NOT_AVAILABLE']);
  assert.match(refused.error?.detail ?? '', /NO_SOURCE/);
  assert.equal((await bench.task(task.id)).revision, 0);
  await untimed.close();

  await setTime(path, alive);
  await using timed = await startDemo(path);
  const signed = await (await createBench(timed.url, path)).submit(bundle, envelope);
  assert.equal(signed.status, 200);

  const { db } = await openDataFolder(path);
  const rows = await db.selectFrom('audit').select(['event', 'subject']).where('event', 'like', 'time-%').execute();
  await db.destroy();
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['time-not-trusted', 'time-trusted'],
    'a demo clock is nothing to audit',
  );
  assert.match(rows[0]?.subject ?? '', /NO_SOURCE/);
});
