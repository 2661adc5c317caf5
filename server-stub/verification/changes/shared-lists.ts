import type { Revision } from '../read/revision.ts';
import { refsIn } from '../read/walk.ts';
import type { Allowed } from './allowed.ts';

/**
 * A list that may be appended to must have one meaning: what is new in it would otherwise appear elsewhere too, on
 * another page, or as that page's content.
 */
export const sharedListComplaints = (before: Revision, allowed: Allowed): string[] => {
  const lists = new Map([...allowed].filter(([, keys]) => keys === 'any').map(([number]) => [number, 0]));
  if (lists.size === 0) return [];
  for (const number of before.entries.keys())
    for (const { ref } of refsIn(before.object(number)?.value ?? null)) {
      const uses = lists.get(ref.number);
      if (uses !== undefined) lists.set(ref.number, uses + 1);
    }
  return [...lists]
    .filter(([, uses]) => uses > 1)
    .map(([number]) => `the list in object ${number} has several meanings`);
};
