/** docs/evidence-format.md is what others implement; where it names a code, a limit or a digest, it is ours. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isErrorCode } from '../errors/codes.ts';
import { limits } from '../server-api/routes.ts';
import { sampleBundle } from '../test-kit/sample-bundle.ts';
import { EvidenceBundle, encodeBundle, mostSamples, refusals } from './bundle.ts';
import { EvidenceEnvelope, SignedEvidence } from './envelope.ts';
import { leastBox, leastInk, mostInkOutside } from './ink.ts';
import { photoBytes } from './photo.ts';

const text = readFileSync(new URL('../../docs/evidence-format.md', import.meta.url), 'utf8');
const rowsOf = (heading: string): string[][] => {
  const [, section = ''] = text.split(`## ${heading}`);
  const table = section.split('\n## ')[0]?.matchAll(/^\|(.+)\|$/gm) ?? [];
  return [...table].slice(2).map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
};
const codesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

test('refusals are error codes', () => {
  const rows = rowsOf('What the server checks');
  assert.ok(rows.length > 20);
  for (const [, refusal] of rows) {
    assert.ok(codesIn(refusal).length > 0, refusal);
    for (const code of codesIn(refusal)) assert.ok(isErrorCode(code), code);
  }
});

test('every key of the three layers has its row, in order', () => {
  const keys = (heading: string) => rowsOf(heading).flatMap(([key]) => codesIn(key));
  const outer = keys('1. Bundle').map((key) => key.replace(/\W.*/, ''));
  assert.deepEqual([...new Set(outer)], Object.keys(EvidenceBundle.properties));
  assert.deepEqual(keys('2. SignedEvidence'), Object.keys(SignedEvidence.properties));
  assert.deepEqual(keys('3. Envelope'), Object.keys(EvidenceEnvelope.properties));
});

test('limits are those of the code', () => {
  const mebibytes = (bytes: number) => `${bytes / 2 ** 20} MiB`;
  for (const limit of [
    `at most ${mebibytes(limits.evidenceBytes)}`,
    `± ${limits.clockSkewMs / 60_000} min`,
    `at least ${leastBox * 100} % of the pad`,
    `at least ${leastInk * 100} % of the box`,
    `at most ${mostInkOutside * 100} % of the tip samples`,
    `${photoBytes.least} bytes to ${mebibytes(photoBytes.most)}`,
    `0–${mostSamples.toLocaleString('en').replace(',', ' ')}`,
    ...refusals.map((refusal) => `\`${refusal}\``),
  ])
    assert.ok(text.includes(limit), limit);
});

test('the digest of the golden bundle', () => {
  assert.ok(text.includes(createHash('sm3').update(encodeBundle(sampleBundle())).digest('hex')));
});
