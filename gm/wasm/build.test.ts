import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wasmBinary } from '../engine/wasm-binary.ts';
import { run } from '../judge/run.ts';

const { createHash } = process.getBuiltinModule('node:crypto');
const { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } = process.getBuiltinModule('node:fs');
const { tmpdir } = process.getBuiltinModule('node:os');
const { join } = process.getBuiltinModule('node:path');
const { fileURLToPath } = process.getBuiltinModule('node:url');

const sources = fileURLToPath(new URL('.', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** What the sources give in a folder of that name, with nothing there but them. */
async function buildIn(name: string): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'engine-')), name);
  try {
    mkdirSync(join(folder, 'engine'), { recursive: true });
    cpSync(sources, join(folder, 'wasm'), { recursive: true });
    rmSync(join(folder, 'wasm', 'sm2', 'kernels.ts'));
    symlinkSync(modules, join(folder, 'node_modules'));
    const { ok, text } = await run(process.execPath, [join(folder, 'wasm', 'build.mjs')]);
    assert(ok, text);
    const [, base64 = ''] = readFileSync(join(folder, 'engine', 'wasm-binary.ts'), 'utf8').match(/'([^']+)'/) ?? [];
    return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
  } finally {
    rmSync(join(folder, '..'), { recursive: true });
  }
}

test('the same sources give the same bytes in any folder, and those whose SHA-256 is written down', async () => {
  const written = readFileSync(new URL('engine.sha256', import.meta.url), 'utf8').split(' ')[0];
  const running = createHash('sha256').update(Buffer.from(wasmBinary, 'base64')).digest('hex');
  const hashes = { first: await buildIn('here'), second: await buildIn('und woanders/深'), running };
  const advice = 'after a change to the sources, or to the compiler: npm run engine-hash -w gm';
  assert.deepEqual(hashes, { first: written, second: written, running: written }, advice);
});
