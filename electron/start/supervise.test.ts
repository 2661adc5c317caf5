import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { backOffMs } from './back-off.ts';
import { startProcess } from './managed-process.ts';
import type { StationReady } from './station-ready.ts';
import { superviseStation } from './supervise.ts';

/** A station that counts its lives in a file, says its port, and dies when it is told to. */
const script = (lives: string, dyingAtStart = 0): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'bedsign-supervise-')), 'station.mjs');
  writeFileSync(
    file,
    `import { appendFileSync, readFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(lives)}, process.argv[2] + '\\n');
const life = readFileSync(${JSON.stringify(lives)}, 'utf8').split('\\n').length - 1;
if (life > 1 && life <= 1 + ${dyingAtStart}) process.exit(7);
console.log(JSON.stringify({ ready: true, url: 'http://127.0.0.1:4711', life }));
process.on('message', (message) => message.die ? process.kill(process.pid, 'SIGKILL') : process.send({ life, message }));
setInterval(() => {}, 1000);`,
  );
  return file;
};

const supervised = async (dyingAtStart = 0) => {
  const lives = join(mkdtempSync(join(tmpdir(), 'bedsign-lives-')), 'lives');
  const file = script(lives, dyingAtStart);
  const lines: string[] = [];
  const station = await superviseStation(
    (port) => startProcess<StationReady>('station', file, [String(port ?? 'any')]),
    (line) => lines.push(line),
  );
  return { station, lines, ports: () => readFileSync(lives, 'utf8').trim().split('\n') };
};

test('a station that is killed comes back at its port, and is spoken to again', async () => {
  const { station, ports } = await supervised();
  let crashes = 0;
  station.onCrash(() => crashes++);
  const revived = new Promise<void>((resolve) => station.onRevived(resolve));
  station.send({ die: true });
  await revived;
  assert.deepEqual([crashes, ports()], [1, ['any', '4711']]);
  const answer = new Promise((resolve) => station.onMessage(resolve));
  station.send({ hello: 1 });
  assert.deepEqual(await answer, { life: 2, message: { hello: 1 } });
  await station.stop();
  assert.equal(station.running, false);
  assert.equal(ports().length, 2, 'who was stopped stays away');
});

test('one that dies at its start is started again, later each time', async () => {
  const { station, lines, ports } = await supervised(2);
  const revived = new Promise<void>((resolve) => station.onRevived(resolve));
  station.send({ die: true });
  await revived;
  assert.equal(ports().length, 4);
  assert.deepEqual(
    lines.filter((line) => line.includes('comes back')),
    ['station comes back in 250 ms', 'station comes back in 500 ms', 'station comes back in 1000 ms'],
  );
  await station.stop();
});

test('who is stopped while it waits stays away', async () => {
  const { station, ports } = await supervised();
  const crashed = new Promise<void>((resolve) => station.onCrash(resolve));
  station.send({ die: true });
  await crashed;
  await station.stop();
  await new Promise((resolve) => setTimeout(resolve, 2 * backOffMs(0)));
  assert.equal(ports().length, 1);
});

test('waiting grows to half a minute', () =>
  assert.deepEqual([0, 1, 6, 7, 40].map(backOffMs), [250, 500, 16_000, 30_000, 30_000]));
