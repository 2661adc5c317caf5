import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCalls } from './calls.ts';
import { becomeTheOne } from './single-instance.ts';

const folder = (t: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'bedsign-one-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const nobody = (): void => undefined;

test('a second start hands its link to the first, which hears also what came before it listened', async (t) => {
  const data = folder(t);
  const calls = createCalls();
  const first = await becomeTheOne(data, null, calls.call);
  assert.ok(first);
  assert.equal(await becomeTheOne(data, 'bedsign://task/t1', nobody), null);
  const heard: (string | null)[] = [];
  calls.listen((link) => heard.push(link));
  assert.equal(await becomeTheOne(data, null, nobody), null);
  assert.deepEqual(heard, ['bedsign://task/t1', null]);
  first.close();
  const next = await becomeTheOne(data, null, nobody);
  assert.ok(next, 'after the first has ended there is room for another');
  next.close();
});

test('what a killed program left keeps nobody from starting', async (t) => {
  const data = folder(t);
  const module = JSON.stringify(new URL('./single-instance.ts', import.meta.url).href);
  const child = spawn(process.execPath, [
    ...['--input-type=module', '--eval'],
    `const { becomeTheOne } = await import(${module}); await becomeTheOne(${JSON.stringify(data)}, null, () => {}); console.log('one');`,
  ]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.ok(existsSync(join(data, 'instance.sock')));
  const one = await becomeTheOne(data, null, nobody);
  assert.ok(one);
  one.close();
});

test('a caller that says too much is hung up on', async (t) => {
  const data = folder(t);
  const heard: string[][] = [];
  const one = await becomeTheOne(data, null, (words) => heard.push(words));
  t.after(() => one?.close());
  const socket = connect(join(data, 'instance.sock'));
  socket.on('error', nobody);
  socket.write('x'.repeat(1_000_000));
  await new Promise((resolve) => socket.once('close', resolve));
  assert.deepEqual(heard, []);
});
