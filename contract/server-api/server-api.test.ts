import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../check.ts';
import { photoBytes } from '../evidence/photo.ts';
import { withChange } from '../test-kit/changes.ts';
import { openObjects } from '../test-kit/open-objects.ts';
import { refused } from '../test-kit/refused.ts';
import { ConnectivityRequest } from './connectivity.ts';
import { limits, type RouteName, routePath, routes, stationTimeHeader } from './routes.ts';
import { BackupRequest, DeviceRequest, LoginRequest, Placement, TaskRequest } from './schemas.ts';
import { TimeStampQuery, TimeStampRequest, TimeStampToken, TimeStampVerificationRequest } from './time-stamps.ts';
import { VersionedTsaSettings } from './tsa-settings.ts';

const names = Object.keys(routes) as RouteName[];

test('routePath fills parameters in, and escapes what would leave its place', () => {
  assert.equal(routePath('task', { taskId: '7' }), '/api/v1/tasks/7');
  assert.equal(routePath('captureEvidence', { captureId: '0f8f-1' }), '/api/v1/captures/0f8f-1/evidence');
  assert.equal(routePath('task', { taskId: '../a?b#c 患' }), '/api/v1/tasks/..%2Fa%3Fb%23c%20%E6%82%A3');
  assert.equal(routePath('tasks'), '/api/v1/tasks');
});

test('no two routes are the same call, and all paths can be filled', () => {
  assert.equal(new Set(names.map((name) => `${routes[name].method} ${routes[name].path}`)).size, names.length);
  for (const name of names) {
    const keys = [...routes[name].path.matchAll(/:(\w+)/g)].map(([, key = '']) => [key, 'x']);
    assert.doesNotMatch(routePath(name, Object.fromEntries(keys)), /:|\/\/|\/$/);
  }
});

test('only what must be public is: who has no token learns nothing of patients', () => {
  assert.deepEqual(
    names.filter((name) => routes[name].by === 'nobody'),
    ['info', 'login', 'sm2Chain', 'ecdsaChain', 'sm2TimeStamp', 'ecdsaTimeStamp'],
  );
});

test('forms come from the record system, evidence leaves through an administrator alone', () => {
  for (const name of ['uploadDocument', 'createTask'] as const)
    assert.deepEqual(routes[name].by, ['integrator', 'administrator']);
  assert.deepEqual(routes.captureEvidence.by, ['administrator']);
  assert.deepEqual(routes.submitCapture.by, ['station']);
});

test('the limits fit each other', () => {
  assert.ok(limits.evidenceBytes > photoBytes.most);
  assert.ok(limits.documentPages > 0 && limits.documentBytes > limits.evidenceBytes);
  assert.equal(stationTimeHeader, stationTimeHeader.toLowerCase(), 'Node gives header names in lower case');
});

test('every request schema is closed, its inner objects too', () => {
  for (const schema of [
    LoginRequest,
    TaskRequest,
    DeviceRequest,
    Placement,
    BackupRequest,
    VersionedTsaSettings,
    ConnectivityRequest,
    TimeStampRequest,
    TimeStampToken,
    TimeStampVerificationRequest,
    TimeStampQuery,
  ])
    assert.deepEqual(openObjects(schema), []);
});

const request = {
  title: '手术知情同意书',
  patientId: 'p',
  documentId: 'd',
  signers: [{ role: 'patient', name: '' }],
  fields: [{ label: '', role: 'patient', placement: { by: 'default' } }],
  allow: { noFingerprint: true, noPhoto: false },
};
const rect = { x: -1, y: 0.5, width: 1, height: 1 };

const placements: [value: unknown, fits: boolean][] = [
  [{ by: 'default' }, true],
  [{ by: 'default', page: 1 }, false],
  [{ by: 'name', name: 'patient' }, true],
  [{ by: 'name' }, false],
  [{ by: 'keyword', text: '签名' }, true],
  [{ by: 'keyword', text: '签', occurrence: -1, offset: { x: 0, y: -1 }, width: 20, height: 12 }, true],
  [{ by: 'keyword', text: '' }, false],
  [{ by: 'keyword', text: 'x'.repeat(65) }, false],
  [{ by: 'keyword', text: ' \u3000' }, false],
  [{ by: 'keyword', text: 'x', width: 19 }, false],
  [{ by: 'keyword', text: 'x', height: 11 }, false],
  [{ by: 'keyword', text: 'x', occurrence: 1.5 }, false],
  [{ by: 'rect', page: 1, rect }, true],
  [{ by: 'rect', page: 0, rect }, false],
  [{ by: 'rect', page: 1, rect: { ...rect, width: 0 } }, false],
  [{ by: 'rect', page: 1, rect: { ...rect, height: -1 } }, false],
  [{ by: 'rect', page: 1, rect: { ...rect, z: 1 } }, false],
  [{ by: 'elsewhere' }, false],
];
test('placements', () => {
  for (const [value, fits] of placements) {
    const task = withChange(request, 'fields/0/placement', value);
    if (fits) check(TaskRequest, task);
    else refused(() => check(TaskRequest, task), 'INVALID_REQUEST', JSON.stringify(value));
  }
});

/** Spaces alone, a line break, NUL, half a character, a name that shows backwards. */
const noWords = [' ', '\u3000 ', '王\n芳', '王\0', '王\ud83d', '\u202e芳王', '王\u2067芳'];
const misfits: [path: string, values: unknown[]][] = [
  ['title', ['', 'x'.repeat(257), 7, ...noWords]],
  ['signers/0/name', ['x'.repeat(65), ...noWords]],
  ['fields/0/label', ['x'.repeat(257), ...noWords]],
  ['patientId', ['', 'x'.repeat(65)]],
  ['signers', [[], Array.from({ length: 4 }, () => request.signers[0])]],
  ['signers/0/role', ['nurse', '', null]],
  ['fields', [[], Array.from({ length: 51 }, () => request.fields[0])]],
  ['fields/0/role', ['relatives']],
  ['allow/noPhoto', [1, undefined]],
  ['fallback', ['yes']],
  ['urgent', [true]],
];
test('task requests', () => {
  check(TaskRequest, request);
  check(TaskRequest, { ...request, fallback: true });
  for (const name of ['', '王芳 ', '阿依古丽·买买提', '𠮷野', 'محمد', '👩‍👧', 'x'.repeat(64)])
    check(TaskRequest, withChange(request, 'signers/0/name', name));
  for (const [path, values] of misfits)
    for (const value of values)
      refused(() => check(TaskRequest, withChange(request, path, value)), 'INVALID_REQUEST', path);
});

test('device requests name an uncompressed point', () => {
  const device = { serial: 'S', model: 'M', simulated: true, publicKey: `04${'ab'.repeat(64)}`, proof: '30' };
  check(DeviceRequest, device);
  for (const publicKey of [
    `02${'ab'.repeat(64)}`,
    `04${'ab'.repeat(63)}`,
    `04${'AB'.repeat(64)}`,
    `${device.publicKey}\n`,
  ])
    refused(() => check(DeviceRequest, { ...device, publicKey }), 'INVALID_REQUEST');
});
