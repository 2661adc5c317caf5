import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPhoto, photoBytes } from './photo.ts';

const jpeg = (length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  bytes.set([0xff, 0xd9], length - 2);
  return bytes;
};

test('a photo has a usable size', () => {
  for (const length of [photoBytes.least, 100_000, photoBytes.most]) assert.ok(isPhoto(jpeg(length)), `${length}`);
  for (const length of [photoBytes.least - 1, photoBytes.most + 1]) assert.ok(!isPhoto(jpeg(length)), `${length}`);
});

test('a photo begins and ends as a JPEG does', () => {
  const good = jpeg(1000);
  for (const at of [0, 1, 2, 998, 999]) assert.ok(!isPhoto(good.with(at, 0)), `byte ${at}`);
  assert.ok(!isPhoto(good.subarray(0, 900)));
  assert.ok(!isPhoto(new Uint8Array(0)));
});
