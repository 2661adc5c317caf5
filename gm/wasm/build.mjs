/**
 * Compiles the AssemblyScript of this folder into engine/wasm-binary.ts: bytes as text, so that every runtime has the
 * engine by an import, without fetching a file. Run by npm's prepare step; the same sources give the same bytes.
 * Plain JavaScript, because the machine's own Node may run it.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import './sm2/unroll.mjs';

const room = fileURLToPath(new URL('..', import.meta.url));
const speed = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'];
const target = ['--runtime', 'stub', '--enable', 'simd'];

const written = {};
const { error } = await asc.main(['wasm/index.ts', '--baseDir', room, '-o', 'engine.wasm', ...speed, ...target], {
  writeFile: (name, contents) => {
    written[name] = contents;
  },
  stderr: process.stderr,
});
if (error) throw error;

const bytes = written['engine.wasm'];
writeFileSync(
  `${room}/engine/wasm-binary.ts`,
  `/** Made by wasm/build.mjs: the engine, ${bytes.length} bytes of WebAssembly in base64. */\n` +
    `export const wasmBinary =\n  '${Buffer.from(bytes).toString('base64')}';\n`,
);
