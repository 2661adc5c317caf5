import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakLines, tokenize } from './line-breaking.ts';

const em = (token: string) => (/[\w.]/.test(token) ? token.length / 2 : 1);
const broken = (text: string, width: number) => breakLines(text, width, em).map((line) => line.join(''));

test('a closing mark never starts a line', () => {
  assert.deepEqual(broken('一二三四。五', 4), ['一二三', '四。五']);
  assert.deepEqual(broken('一二三四”。五', 4), ['一二三', '四”。五']);
});

test('half of a closing mark may hang over the margin', () => {
  assert.deepEqual(broken('一二三四。五', 4.5), ['一二三四。', '五']);
});

test('an opening mark never ends a line', () => {
  assert.deepEqual(broken('一二三（四五', 4), ['一二三', '（四五']);
});

test('words and numbers stay whole', () => {
  assert.deepEqual(tokenize('血红蛋白88.5g/L，RhD阳性'), ['血', '红', '蛋', '白', '88.5g/L', '，', 'RhD', '阳', '性']);
  assert.deepEqual(broken('一二三HBsAg四', 4), ['一二三', 'HBsAg四']);
});

test('nothing is lost, even where no place to break exists', () => {
  assert.equal(broken('。。。。。。', 2).join(''), '。。。。。。');
  assert.deepEqual(broken('', 10), []);
});
