import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asBedSignError, BedSignError, fromShape } from './bedsign-error.ts';
import { type ErrorCode, errorStatus, isErrorCode } from './codes.ts';
import { errorText, type Language } from './error-text.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

const codes = Object.keys(errorStatus) as ErrorCode[];
const languages: Language[] = ['zh', 'en'];

test('both tables have every code and no other', () => {
  for (const table of [textsZh, textsEn]) assert.deepEqual(Object.keys(table).sort(), [...codes].sort());
});

for (const language of languages)
  test(`${language}: each text says what happened and what to do, in words`, () => {
    for (const code of codes) {
      const { what, next } = errorText(code, language);
      for (const text of [what, next]) {
        assert.ok(text.trim() === text && text.length >= 4, `${code}: ${text}`);
        assert.doesNotMatch(text, /[A-Z]{2,}_[A-Z]/, `${code}: a code in the text`);
        assert.doesNotMatch(text, /[.。!！]$/, `${code}: callers put the stop`);
        assert.equal(/[一-龥]/.test(text), language === 'zh', `${code}: ${text}`);
      }
      assert.notEqual(what, next, code);
    }
  });

test('no two codes say the same', () => {
  for (const language of languages) {
    const texts = codes.map((code) => errorText(code, language)).map(({ what, next }) => `${what} ${next}`);
    assert.deepEqual(
      texts.filter((text, at) => texts.indexOf(text) !== at),
      [],
    );
  }
});

test('statuses are those of errors, and mean what HTTP says', () => {
  const known = [400, 401, 403, 404, 408, 409, 413, 421, 422, 429, 500, 502, 503, 507];
  for (const code of codes) assert.ok(known.includes(errorStatus[code]), code);
  for (const code of codes.filter((name) => /NOT_CONNECTED|UNREACHABLE|BUSY$/.test(name) && name !== 'SESSION_BUSY'))
    assert.equal(errorStatus[code], 503, code);
});

test('codes are recognised by name only', () => {
  for (const code of codes) assert.ok(isErrorCode(code));
  for (const other of ['', 'internal', 'toString', '__proto__', 'constructor', null, 7, {}])
    assert.ok(!isErrorCode(other));
});

test('an error crosses a boundary as code and detail', () => {
  const error = new BedSignError('PAD_LOST', 'serial P1');
  assert.deepEqual(JSON.parse(JSON.stringify(error)), { code: 'PAD_LOST', detail: 'serial P1' });
  assert.deepEqual(JSON.parse(JSON.stringify(new BedSignError('PAD_LOST'))), { code: 'PAD_LOST' });
  const back = fromShape(error.toJSON(), 'INTERNAL');
  assert.deepEqual([back.code, back.detail], ['PAD_LOST', 'serial P1']);
  assert.match(error.message, /^PAD_LOST: .+ \(serial P1\)$/);
});

test('what a peer sends that is no error of ours becomes the fallback', () => {
  for (const shape of [null, undefined, 7, 'PAD_LOST', {}, { code: 'nonsense' }, { code: '__proto__' }, { code: 7 }])
    assert.equal(fromShape(shape, 'SERVER_FAULT').code, 'SERVER_FAULT');
  assert.equal(fromShape({ code: 'PAD_LOST', detail: 7 }, 'INTERNAL').detail, undefined);
});

test('any thrown value becomes one of ours, with its cause', () => {
  const ours = new BedSignError('PAD_LOST');
  assert.equal(asBedSignError(ours), ours);
  const cause = new TypeError('x is not a function');
  const error = asBedSignError(cause);
  assert.deepEqual([error.code, error.detail, error.cause], ['INTERNAL', 'x is not a function', cause]);
  assert.deepEqual(asBedSignError('text', 'DISK_FULL').toJSON(), { code: 'DISK_FULL', detail: 'text' });
});
