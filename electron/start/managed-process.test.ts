import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from './managed-process.ts';

const script = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'bedsign-process-')), 'child.mjs');
  writeFileSync(file, text);
  return file;
};

test('waits for the ready line and stops on SIGTERM', async () => {
  const child = await startProcess<{ url: string }>(
    'child',
    script(`console.log('{"ready":true,"url":"u"}'); setInterval(() => {}, 1000);`),
    [],
  );
  assert.equal(child.ready.url, 'u');
  await child.stop();
  assert.match(await child.ended, /SIGTERM/);
});

test('one that ignores SIGTERM is killed', async () => {
  const child = await startProcess(
    'child',
    script(`process.on('SIGTERM', () => {}); console.log('{"ready":true}'); setInterval(() => {}, 1000);`),
    [],
  );
  await child.stop(200);
  assert.match(await child.ended, /SIGKILL/);
});

test('a named error and an early end reach the caller', async () => {
  await assert.rejects(
    startProcess(
      'child',
      script(`console.log('{"error":{"code":"PORT_IN_USE","detail":"8600"}}'); process.exitCode = 1`),
      [],
    ),
    { code: 'PORT_IN_USE', detail: '8600' },
  );
  await assert.rejects(startProcess('child', script('process.exit(3)'), []), /exit 3/);
});

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('when the launcher is killed, what it started ends by itself', async () => {
  const child = script(
    `process.once('disconnect', () => process.exit()); console.log(JSON.stringify({ ready: true, pid: process.pid })); setInterval(() => {}, 1000);`,
  );
  const module = JSON.stringify(new URL('./managed-process.ts', import.meta.url).href);
  const launcher = spawn(process.execPath, [
    ...['--input-type=module', '--eval'],
    `const { startProcess } = await import(${module}); console.log((await startProcess('c', ${JSON.stringify(child)}, [])).ready.pid);`,
  ]);
  const pid = Number(String((await once(launcher.stdout, 'data'))[0]));
  launcher.kill('SIGKILL');
  for (let waited = 0; waited < 100 && alive(pid); waited++) await sleep(50);
  assert.equal(alive(pid), false);
});
