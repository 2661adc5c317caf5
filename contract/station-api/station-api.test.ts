import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../check.ts';
import { refusals } from '../evidence/bundle.ts';
import { photoBytes } from '../evidence/photo.ts';
import { openObjects } from '../test-kit/open-objects.ts';
import { refused } from '../test-kit/refused.ts';
import { checkNames } from '../verification-report.ts';
import { events } from './events.ts';
import { maxFrameBytes, RequestFrame } from './frames.ts';
import { type MethodName, methods } from './methods.ts';
import { InkSample, ScreenBox, sessionStates } from './session-view.ts';

const names = Object.keys(methods) as MethodName[];

for (const name of names)
  test(`${name}: parameters are one closed object`, () => {
    const { params, by } = methods[name];
    assert.equal((params as { type?: string }).type, 'object');
    assert.deepEqual(openObjects(params), []);
    assert.ok(['nurse', 'patient', 'both'].includes(by));
    for (const other of [null, [], 7, 'x', undefined, { unknownKey: 1 }])
      refused(() => check(params, other), 'INVALID_REQUEST', JSON.stringify(other));
  });

test('the patient page may not do what the nurse answers for', () => {
  const patients = names.filter((name) => methods[name].by !== 'nurse');
  for (const name of ['login', 'open', 'submit', 'queue', 'patients', 'tasks', 'refuseFingerprint', 'discard'] as const)
    assert.ok(!patients.includes(name), name);
});

test('both pages may confirm only as the patient', () => {
  for (const name of ['beginField', 'confirmField'] as const) assert.equal(methods[name].by, 'patient');
});

test('a signer has a name that can be read and certified', () => {
  const params = (name: string) => ({ taskId: 't', role: 'patient', name });
  check(methods.open.params, params('阿依古丽·买买提'));
  for (const name of ['', ' ', '王\ud83d', '\u202e芳王', 'x'.repeat(65)])
    refused(() => check(methods.open.params, params(name)), 'INVALID_REQUEST');
});

test('a screen box is made of fractions', () => {
  check(ScreenBox, { x: 0, y: 1, width: 0.5, height: 1 });
  for (const box of [
    { x: -0.1, y: 0, width: 1, height: 1 },
    { x: 0, y: 0, width: 1.1, height: 1 },
    { x: Number.NaN, y: 0, width: 1, height: 1 },
    { x: 0, y: 0, width: 1, height: 1, z: 1 },
  ])
    refused(() => check(ScreenBox, box), 'INVALID_REQUEST');
});

test('simulated pen samples come in bounded batches', () => {
  const samples = (count: number) => ({ samples: Array.from({ length: count }, () => [0, 0, 0, 0]) });
  check(methods.simulatePen.params, samples(1000));
  refused(() => check(methods.simulatePen.params, samples(1001)), 'INVALID_REQUEST');
  refused(() => check(InkSample, [0, 0, 0]), 'INVALID_REQUEST');
});

test('request frames', () => {
  check(RequestFrame, { id: 0, method: 'hello', params: {} });
  for (const frame of [
    { id: -1, method: 'hello', params: {} },
    { id: 0.5, method: 'hello', params: {} },
    { id: 0, method: 'x'.repeat(65), params: {} },
    { id: 0, method: 'hello' },
    { id: 0, method: 'hello', params: {}, extra: 1 },
  ])
    refused(() => check(RequestFrame, frame), 'INVALID_REQUEST', JSON.stringify(frame));
});

test('events say nothing when there is nothing', () => {
  check(events.session, null);
  check(events.staff, null);
  check(events.queue, []);
  check(events.pen, { fieldId: null, samples: [[0.5, 0.5, 0, 2]] });
});

test('lists of names hold each name once', () => {
  for (const list of [sessionStates, checkNames, refusals] as const) assert.equal(new Set(list).size, list.length);
});

test('a frame carries the largest photo', () => {
  assert.ok(maxFrameBytes > photoBytes.most);
});
