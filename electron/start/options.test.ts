import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { parseOptions } from './options.ts';

test('without options: ./data, port 8600, with windows', () => {
  assert.deepEqual(parseOptions([]), { data: resolve('data'), port: 8600, headless: false, serverOnly: false });
});

test('all options', () => {
  assert.deepEqual(parseOptions(['--data', '/srv/d', '--port', '0', '--headless', '--server-only']), {
    ...{ data: '/srv/d', port: 0, headless: true, serverOnly: true },
  });
});

for (const bad of [['--port', 'x'], ['--port', '70000'], ['--nonsense'], ['stray']]) {
  test(`${bad.join(' ')} is CONFIG_INVALID`, () => {
    assert.throws(() => parseOptions(bad), { code: 'CONFIG_INVALID' });
  });
}
