import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { root } from './portable-tests.ts';

const shim = (name: string) => fileURLToPath(new URL(`shims/${name}.ts`, import.meta.url));

/** One test file with all that it imports, as a module that puts `runTests` into the global scope. */
export async function bundle(file: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'node:test': shim('node-test'), 'node:assert/strict': shim('node-assert') } },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(root, file), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk?.type !== 'chunk') throw new Error(`${file} did not become one module`);
  if (chunk.imports.length > 0) throw new Error(`${file} still imports ${chunk.imports.join(', ')}`);
  return chunk.code;
}
