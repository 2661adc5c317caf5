import { availableParallelism } from 'node:os';
import type { HeavyWork, WorkName } from './heavy-work.ts';
import { createPool, type Rule } from './pool.ts';

export type { HeavyWork } from './heavy-work.ts';
export type Workers = HeavyWork & { warm(): void; close(): Promise<void> };

/** A file that cannot be read in this time counts as damaged: pdf.js cannot be interrupted otherwise. */
const fromOutside: Rule = { ms: 20_000, code: 'DOCUMENT_DAMAGED', fromOutside: true };
/** A search that finds too much must not hold a thread either. */
const search: Rule = { ms: 20_000, code: 'SEARCH_TOO_BROAD', fromOutside: true };
/** What was accepted before takes milliseconds; this only gives a thread back that hangs. */
const ours: Rule = { ms: 60_000, code: 'INTERNAL', fromOutside: false };

const rules: Record<WorkName, Rule> = {
  admitDocument: fromOutside,
  resolvePlacements: fromOutside,
  verifyDocument: fromOutside,
  sealDocument: ours,
  findTokens: search,
  countTokens: search,
  sealBlob: ours,
  openBlob: ours,
};

/** One for each core, at least the two that keep one free of work from outside; each costs some 60 MB. */
const size = Math.min(4, Math.max(2, availableParallelism()));

/** The heavy work, done in worker threads: same functions, same errors. */
export const openWorkers = (): Workers => {
  const { run, warm, close } = createPool(size);
  const remote = <Name extends WorkName>(name: Name): HeavyWork[Name] =>
    ((...args: unknown[]) => run({ name, args }, rules[name])) as unknown as HeavyWork[Name];
  return {
    admitDocument: remote('admitDocument'),
    resolvePlacements: remote('resolvePlacements'),
    verifyDocument: remote('verifyDocument'),
    sealDocument: ({ sign, ...act }) =>
      run({ name: 'sealDocument', args: [act], answer: sign }, rules.sealDocument) as Promise<Uint8Array>,
    findTokens: remote('findTokens'),
    countTokens: remote('countTokens'),
    sealBlob: remote('sealBlob'),
    openBlob: remote('openBlob'),
    warm,
    close,
  };
};
