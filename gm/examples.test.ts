import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as gm from './index.ts';
import { demoAuthority } from './judge/demo-authority.ts';

const room = fileURLToPath(new URL('.', import.meta.url));
const index = new URL('index.ts', import.meta.url).href;

/** What an example may speak of without making it: docs/gm.md says what each is. */
const { root, issuing, signer, tsa } = await demoAuthority('sm2');
const { key, pkcs8, certificate } = signer;
const message = new TextEncoder().encode('consent form');
Object.assign(globalThis, { ...gm.generateSm2KeyPair(), message, key, pkcs8, certificate, tsa });
Object.assign(globalThis, { ca: issuing, root: root.certificate });

type Documented = { file: string; name: string; comment: string };

const documented: Documented[] = globSync('**/*.ts', {
  cwd: room,
  exclude: ['**/*.test.ts', 'wasm/**', 'node_modules/**'],
})
  .sort()
  .flatMap((file) =>
    Array.from(
      readFileSync(`${room}${file}`, 'utf8').matchAll(
        /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async )?(?:function|const) (\w+)/g,
      ),
      ([, comment = '', name = '']) => ({ file, name, comment }),
    ),
  );

const exampleIn = (comment: string) =>
  comment
    .split('@example\n')[1]
    ?.replace(/^ \* ?/gm, '')
    .trim() ?? '';

const clause = /GB\/T \d|GM\/T \d|RFC \d|FIPS \d|X\.\d|SP 800|ISO \d|W3C/;
const operations = Object.entries(gm).filter(([name, value]) => typeof value === 'function' && name !== 'GmError');

test('every public function names the clause that it follows, and shows its use', () => {
  for (const [name] of operations) {
    const [found] = documented.filter((one) => one.name === name);
    assert(found, `${name} has no comment`);
    assert.match(found.comment, clause, `${name} names no standard`);
    const example = exampleIn(found.comment);
    assert(example.includes("from '@bedsign/gm'") && example.split(name).length > 2, `${name} shows no use of itself`);
  }
});

for (const { file, name, comment } of documented.filter(({ comment: text }) => text.includes("from '@bedsign/gm'"))) {
  test(`the example of ${name} in ${file} runs`, async () => {
    const code = exampleIn(comment).replaceAll('@bedsign/gm', index);
    await import(`data:text/javascript,${encodeURIComponent(`${code}\n// ${name}`)}`);
  });
}
