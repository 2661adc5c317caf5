import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime } from './time.ts';

test('times stand in Chinese time, whatever the machine thinks', () => {
  const moment = Date.UTC(2026, 10, 23, 16, 5, 9);
  assert.equal(formatTime(moment, 'zh'), '2026/11/24 00:05:09');
  assert.equal(formatTime(moment, 'en'), '24/11/2026, 00:05:09');
});
