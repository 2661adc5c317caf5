import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { appCode } from './app-code.ts';

test('what an entry reaches, and no more, with types erased and names of files changed', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'bedsign-app-code-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const sources = {
    'shop/package.json': '{"name": "@bedsign/shop", "version": "1.0.0", "type": "module", "scripts": {"x": "y"}}',
    'shop/main.ts': `import { price } from '@bedsign/stock';
import type { Never } from './never.ts';
import data from './data.json' with { type: 'json' };
const child = new URL('./child.ts', import.meta.url);
export const total: number = price + data.tax;`,
    'shop/data.json': '{"tax": 1}',
    'shop/child.ts': 'export {};',
    'shop/never.ts': 'export type Never = never;',
    'shop/main.test.ts': '',
    'stock/package.json': '{"name": "@bedsign/stock", "version": "1.0.0", "exports": {".": "./index.ts"}}',
    'stock/index.ts': "export * from './price.ts';",
    'stock/price.ts': 'export const price: number = 2;',
  };
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const files = new Map(appCode(root, ['shop/main.ts']).map(({ path, content }) => [path, String(content)]));
  assert.deepEqual(
    [...files.keys()].sort(),
    [
      'shop/child.js',
      'shop/data.json',
      'shop/main.js',
      'shop/package.json',
      'stock/index.js',
      'stock/package.json',
      'stock/price.js',
    ].sort(),
  );
  assert.match(files.get('shop/main.js') ?? '', /new URL\('\.\/child\.js'/);
  assert.doesNotMatch(files.get('shop/main.js') ?? '', /: number|\.ts/);
  assert.match(files.get('stock/package.json') ?? '', /index\.js/);
  assert.doesNotMatch(files.get('shop/package.json') ?? '', /scripts/);
});
