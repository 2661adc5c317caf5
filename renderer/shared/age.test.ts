import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, calendarDay } from './age.ts';

const cases = [
  ['1958-03-02', '2026-11-24', 'years', 68],
  ['1958-11-25', '2026-11-24', 'years', 67],
  ['1958-11-24', '2026-11-24', 'years', 68],
  ['2023-11-24', '2026-11-24', 'years', 3],
  ['2023-11-25', '2026-11-24', 'months', 35],
  ['2026-10-24', '2026-11-24', 'months', 1],
  ['2026-10-25', '2026-11-24', 'days', 30],
  ['2026-11-24', '2026-11-24', 'days', 0],
  ['2027-01-01', '2026-11-24', 'days', 0],
  ['2024-02-29', '2027-02-28', 'months', 35],
] as const;

for (const [born, today, unit, n] of cases)
  test(`born ${born}, on ${today}: ${n} ${unit}`, () => assert.deepEqual(ageOn(born, today), { unit, n }));

test('calendarDay is the local day', () => assert.equal(calendarDay(new Date(2026, 0, 5, 23, 59)), '2026-01-05'));
