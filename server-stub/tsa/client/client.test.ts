import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startDemo, temporaryFolder } from '../../test-kit/test-server.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

const run = (...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });

test('a file is stamped, verified and read in one line each; exit codes say how it went', async () => {
  await using folder = await temporaryFolder();
  await using server = await startDemo(folder.path);
  const path = (name: string) => join(folder.path, name);
  await writeFile(path('file'), 'to be stamped');
  await writeFile(path('other'), 'something else');
  for (const [route, hash, root] of [
    ['/tsa', 'sm3', 'trust/root.pem'],
    ['/tsa/ecdsa', 'sha256', 'trust/ecdsa-root.pem'],
  ] as const) {
    const asked = await run(
      'query',
      '--url',
      `${server.url}${route}`,
      '--in',
      path('file'),
      '--out',
      path('a.tsr'),
      '--hash',
      hash,
    );
    assert.equal(asked.code, 0, asked.text);
    const verify = (file: string, trust: string) =>
      run('verify', '--in', path(file), '--token', path('a.tsr'), '--trust', path(trust));
    assert.equal((await verify('file', root)).code, 0);
    assert.match((await verify('other', root)).text, /TIME_STAMP_INVALID/);
    const wrongRoot = root === 'trust/root.pem' ? 'trust/ecdsa-root.pem' : 'trust/root.pem';
    assert.deepEqual([(await verify('file', wrongRoot)).code, (await verify('file', 'missing')).code], [1, 2]);
    assert.equal(JSON.parse((await run('parse', path('a.tsr'), '--json')).text).hash, hash);
  }
  assert.equal((await run('parse', path('file'))).code, 1);
  assert.equal(
    (await run('query', '--url', 'http://127.0.0.1:1/tsa', '--in', path('file'), '--out', path('b'))).code,
    2,
  );
  assert.equal((await run('nonsense')).code, 2);
});
