import { type MishapKind, type Mishaps, noMishaps } from '@bedsign/contract';

/** Counts what ended unasked, and reports each. */
export const countMishaps = (report: (mishaps: Mishaps) => void) => {
  const counts = new Map<MishapKind, number>();
  let mishaps = noMishaps;
  return (what: MishapKind): void => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    mishaps = { count: mishaps.count + 1, last: { what, at: Date.now(), count } };
    report(mishaps);
  };
};
