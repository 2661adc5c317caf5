import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const room = fileURLToPath(new URL('.', import.meta.url));
const index = new URL('index.ts', import.meta.url).href;

/** The examples in the comments of a file that stand by themselves: those that import this room. */
const examplesIn = (file: string) =>
  Array.from(readFileSync(`${room}${file}`, 'utf8').matchAll(/@example\n((?: \*(?!\/).*\n)+)/g), ([, block = '']) =>
    block.replace(/^ \* ?/gm, ''),
  ).filter((code) => code.includes("from '@bedsign/gm'"));

const examples = globSync('**/*.ts', { cwd: room, exclude: ['**/*.test.ts', 'wasm/**'] })
  .sort()
  .flatMap((file) => examplesIn(file).map((code) => ({ file, code })));

test('there are examples', () => assert(examples.length >= 6, `${examples.length}`));

for (const { file, code } of examples) {
  test(`the example in ${file} runs`, async () => {
    await import(`data:text/javascript,${encodeURIComponent(code.replaceAll('@bedsign/gm', index))}`);
  });
}
