import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { modelTable } from './model-table.ts';

const file = new URL('../../docs/drivers.md', import.meta.url);
const between = /(<!-- models: generated -->\n)[\s\S]*?(\n<!-- end -->)/;

test('the table in docs/drivers.md is the catalogue’s (UPDATE=1 rewrites it)', () => {
  const text = readFileSync(file, 'utf8');
  const wanted = text.replace(between, (_, start: string, end: string) => `${start}${modelTable()}${end}`);
  if (process.env.UPDATE) writeFileSync(file, wanted);
  else assert.equal(text, wanted);
  assert.match(text, between);
});
