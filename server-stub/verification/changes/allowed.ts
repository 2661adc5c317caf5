import { as, type PdfRef, type PdfValue } from '../read/object.ts';

/** The keys in which an object may differ, because what stands behind them is compared by itself. */
export type Allowed = Map<number, Set<string> | 'any'>;

/** Allows the object that `value` refers to, if it refers to one. */
export const allow = (allowed: Allowed, value: PdfValue | undefined, keys: string[] | 'any'): void => {
  const number = as('ref', value)?.number;
  if (number !== undefined) allowed.set(number, keys === 'any' ? 'any' : new Set(keys));
};

export const refTo = (number: number): PdfRef => ({ kind: 'ref', number, generation: 0 });
