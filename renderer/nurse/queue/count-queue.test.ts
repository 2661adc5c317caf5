import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueueEntry } from '@bedsign/contract';
import { countQueue } from './count-queue.ts';

const entries = (['confirmed', 'sealed', 'submitting', 'refused', 'signed', 'signed'] as const).map(
  (state) => ({ state }) as QueueEntry,
);

test('every entry is counted once', () => assert.deepEqual(countQueue(entries), { open: 3, failed: 1, signed: 2 }));
