import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InkSample } from '@bedsign/contract';
import type { StationClient } from '../station/client.ts';
import { createInkStore, type InkChange } from './ink-store.ts';

const sample: InkSample = [0.1, 0.2, 0.5, 3];

/** A client whose events the test sends itself. */
const stage = () => {
  const listeners = new Map<string, (data: never) => void>();
  const client = {
    on: (event: string, listener: (data: never) => void) => listeners.set(event, listener),
    onHello: () => undefined,
  } as unknown as StationClient;
  const send = (event: string, data: unknown) => listeners.get(event)?.(data as never);
  return { ink: createInkStore(client), send };
};

test('a view replaces, a pen event appends, movement outside the writing is not ink', () => {
  const { ink, send } = stage();
  const changes: InkChange[] = [];
  ink.subscribe((change) => changes.push(change));
  send('session', { fields: [{ id: 'a', ink: [sample] }] });
  send('pen', { fieldId: 'a', samples: [sample, sample] });
  send('pen', { fieldId: null, samples: [sample] });
  assert.equal(ink.samples('a').length, 3);
  assert.deepEqual(changes, [
    { fieldId: 'a', kind: 'replace' },
    { fieldId: 'a', kind: 'append' },
  ]);
  send('session', { fields: [{ id: 'a', ink: [] }] });
  assert.equal(ink.samples('a').length, 0);
});
