import { as, dictOf } from '../read/object.ts';
import type { Revision } from '../read/revision.ts';
import type { Allowed } from './allowed.ts';
import { differingKeys, equalValues } from './equal.ts';
import { objectNamer } from './object-names.ts';

/** Why `now` is more than an allowed change of object `number`; an empty text if it is not. */
const complaint = (before: Revision, after: Revision, number: number, allowed: Allowed): string => {
  const [old, now] = [before.object(number)?.value ?? null, after.object(number)?.value ?? null];
  const [place, later] = [before.entries.get(number), after.entries.get(number)];
  if (!later) return 'is removed';
  if (place?.type === 'at' && later.type === 'at' && place.generation !== later.generation)
    return 'has another generation';
  if (equalValues(old, now)) return '';
  const keys = allowed.get(number);
  if (keys === 'any' && as('array', now)) return '';
  const [oldDict, nowDict] = [dictOf(old), dictOf(now)];
  const differing = oldDict && nowDict ? differingKeys(oldDict, nowDict) : [];
  const isPlain = as('dict', old) !== undefined && as('dict', now) !== undefined;
  if (keys instanceof Set && isPlain && differing.every((key) => keys.has(key))) return '';
  const bad = differing.filter((key) => !(keys instanceof Set && keys.has(key)));
  return bad.length > 0 ? `is changed in /${bad.slice(0, 5).join(', /')}` : 'is changed';
};

/** What became of the objects of `before`: each stands unchanged or differs only as allowed. */
export const changedObjectComplaints = (before: Revision, after: Revision, allowed: Allowed): string[] => {
  const nameOf = objectNamer(before);
  return [...before.entries.keys()].flatMap((number) => {
    const text = complaint(before, after, number, allowed);
    return text ? [`${nameOf(number)} ${text}`] : [];
  });
};
