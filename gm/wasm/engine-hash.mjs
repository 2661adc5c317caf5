/** `npm run engine-hash -w gm`: builds the engine and writes the SHA-256 that its build must have, after a change to its sources. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import './build.mjs';

const { wasmBinary } = await import('../engine/wasm-binary.ts');
const hash = createHash('sha256').update(Buffer.from(wasmBinary, 'base64')).digest('hex');
writeFileSync(new URL('engine.sha256', import.meta.url), `${hash}  engine.wasm\n`);
