import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { toHex } from '../bytes.ts';
import { at, objectsIn, refusedAt, withChange } from '../test-kit/changes.ts';
import { refused } from '../test-kit/refused.ts';
import { sampleBundle } from '../test-kit/sample-bundle.ts';
import { decodeBundle, encodeBundle } from './bundle.ts';
import { encodeDeterministic } from './encoding.ts';

const golden = readFileSync(new URL('golden-bundle.hex', import.meta.url), 'utf8').replace(/\s/g, '');

test('version 1 of the format stays as it is: golden bytes and their SM3', () => {
  const bytes = encodeBundle(sampleBundle());
  assert.equal(toHex(bytes), golden);
  assert.equal(
    createHash('sm3').update(bytes).digest('hex'),
    'b27f3c39414de0c5987e2b9f6de4097e8201eb596fb9f27f98f76e865b0fee8b',
  );
  assert.deepEqual(decodeBundle(Uint8Array.from(Buffer.from(golden, 'hex'))), sampleBundle());
});

const decode = (value: unknown) => decodeBundle(encodeDeterministic(value));
const long = (length: number): string => 'x'.repeat(length);
const uint32 = 0xffff_ffff;
const pad = 'devices/pad';
const sample = 'fields/0/samples/0';

/** Where, the outermost values that fit, and the first ones that do not. */
const bounds: [path: string, fits: unknown[], misfits: unknown[]][] = [
  ['v', [1], [0, 2, '1']],
  [
    'captureId',
    ['00000000-0000-0000-0000-000000000000'],
    ['', '0F8FAD5B-D9CB-469F-A165-70867728950E', '0f8fad5b-d9cb-469f-a165-70867728950', 7],
  ],
  ...['taskId', 'documentId', 'signer/role', 'signer/patientId', 'operator/id', 'station/id', 'fields/0/fieldId'].map(
    (path): [string, unknown[], unknown[]] => [path, ['x', long(64)], ['', long(65), 1, null]],
  ),
  ...[
    ...['signer/name', 'operator/name', 'station/name', 'station/software', 'devices/chip/serial'],
    ...['vendor', 'model', 'serial'].flatMap((key) => [`${pad}/${key}`, `devices/reader/${key}`]),
  ].map((path): [string, unknown[], unknown[]] => [path, ['', long(256)], [long(257), 1, null]]),
  ['documentDigest', [new Uint8Array(32)], [new Uint8Array(31), new Uint8Array(33), long(32), null]],
  ...[
    `${pad}/maxX`,
    `${pad}/maxY`,
    `${pad}/maxPressure`,
    'fields/0/box/width',
    'fields/0/box/height',
    `${sample}/2`,
  ].map((path): [string, unknown[], unknown[]] => [path, [0, uint32], [-1, uint32 + 1, 0.5, '0']]),
  ...[`${pad}/widthMm`, `${pad}/heightMm`].map((path): [string, unknown[], unknown[]] => [
    path,
    [0, 0.5],
    [-0.5, Number.POSITIVE_INFINITY, '1'],
  ]),
  [`${pad}/clock`, ['device', 'receipt'], ['', 'none', null]],
  ...[`${pad}/simulated`, 'devices/reader/simulated', 'devices/chip/simulated'].map(
    (path): [string, unknown[], unknown[]] => [path, [true, false], [0, 'true', null]],
  ),
  ['devices/reader', [null], [{}, 'none']],
  ['fields', [], [[], {}, null]],
  ...['fields/0/box/x', 'fields/0/box/y', `${sample}/0`, `${sample}/1`].map((path): [string, unknown[], unknown[]] => [
    path,
    [-1, 2 ** 40],
    [0.5, '0', null],
  ]),
  // Later than 32 bits of microseconds hold: reading may take longer than 71 minutes.
  [`${sample}/3`, [0, 2 ** 32, 2 ** 50], [-1, 0.5]],
  [`${sample}/4`, [0, 3], [-1, 4]],
  [sample, [], [[0, 0, 0, 0], [0, 0, 0, 0, 0, 0], {}]],
  ['fields/0/samples', [[]], [{}, null]],
  ...['width', 'height', 'dpi'].map((key): [string, unknown[], unknown[]] => [
    `fingerprint/${key}`,
    [1, 2000],
    [0, 2001, 1.5],
  ]),
  ['fingerprint/quality', [0, 100], [-1, 101, 0.5]],
  ['fingerprint/image', [new Uint8Array(0)], ['', [0], null]],
  ...['fingerprint', 'photo'].map((key): [string, unknown[], unknown[]] => [
    key,
    [{ refused: 'NO_DEVICE' }, { refused: 'PATIENT_UNABLE' }, { refused: 'PATIENT_DECLINED' }],
    [{ refused: '' }, { refused: 'NO_DEVICE', reason: 'x' }, null],
  ]),
  [
    'photo',
    [{ mime: 'image/jpeg', data: new Uint8Array(1), takenAt: 0 }],
    [
      { mime: 'image/png', data: new Uint8Array(1), takenAt: 0 },
      { mime: 'image/jpeg', data: 'x', takenAt: 0 },
      { mime: 'image/jpeg', data: new Uint8Array(1), takenAt: -1 },
    ],
  ],
  ...['fingerprint/takenAt', 'times/opened', 'times/signed', 'times/confirmed', 'times/sealed'].map(
    (path): [string, unknown[], unknown[]] => [path, [0, 2 ** 50], [-1, 0.5, '0']],
  ),
];

for (const [path, fits, misfits] of bounds)
  test(`bounds of ${path}`, () => {
    for (const value of fits) decode(withChange(sampleBundle(), path, value));
    for (const value of misfits) refusedAt(() => decode(withChange(sampleBundle(), path, value)), path);
  });

test('every value of the sample stands in the table of bounds', () => {
  const leaves = (value: unknown, path: string[]): string[] =>
    typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
      : [path.join('/')];
  const named = new Set(bounds.map(([path]) => path));
  const first = leaves(sampleBundle(), []).filter((path) => !/samples\/[1-9]|photo\/refused/.test(path));
  assert.deepEqual(
    first.filter((path) => !named.has(path)),
    [],
  );
});

test('at most 50 fields of 200 000 samples', () => {
  const [field] = sampleBundle().fields;
  const many = (count: number) =>
    withChange(
      sampleBundle(),
      'fields',
      Array.from({ length: count }, () => field),
    );
  decode(many(50));
  refusedAt(() => decode(many(51)), 'fields');
  const samples = (count: number) =>
    withChange(
      sampleBundle(),
      'fields/0/samples',
      Array.from({ length: count }, () => [0, 0, 0, 0, 0]),
    );
  decode(samples(200_000));
  refusedAt(() => decode(samples(200_001)), 'fields/0/samples');
});

test('every object is closed and complete: no key more, none less', () => {
  const paths = objectsIn(sampleBundle());
  assert.ok(paths.length >= 12);
  for (const path of paths) {
    refused(() => decode(withChange(sampleBundle(), [...path, 'extra'], 0)), 'EVIDENCE_MALFORMED', path.join('/'));
    for (const key of Object.keys(at(sampleBundle(), path)))
      refused(() => decode(withChange(sampleBundle(), [...path, key], undefined)), 'EVIDENCE_MALFORMED', key);
  }
});
