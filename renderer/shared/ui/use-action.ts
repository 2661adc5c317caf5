import { asBedSignError, type BedSignError } from '@bedsign/contract';
import { useCallback, useState } from 'react';

export type Action = {
  busy: boolean;
  error: BedSignError | null;
  /** Runs the work; its failure becomes `error` until the next run. Returns whether it went well. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
};

/** One button's work: busy while it runs, its named failure afterwards. */
export const useAction = (): Action => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<BedSignError | null>(null);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setError(asBedSignError(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setError(null), []);
  return { busy, error, run, forget };
};
