import { asBedSignError, type BedSignError } from '@bedsign/contract';
import { useCallback, useEffect, useState } from 'react';

export type Resource<T> = { value: T | null; error: BedSignError | null; loading: boolean; reload(): void };

/** What `load` brings (keep the function stable); the former value stays in sight until the new one is there. */
export const useResource = <T>(load: () => Promise<T>): Resource<T> => {
  const [state, setState] = useState<{ value: T | null; error: BedSignError | null; loading: boolean }>({
    value: null,
    error: null,
    loading: true,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = round >= 0;
    setState((former) => ({ ...former, loading: true }));
    load().then(
      (value) => wanted && setState({ value, error: null, loading: false }),
      (thrown: unknown) => wanted && setState({ value: null, error: asBedSignError(thrown), loading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [load, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { ...state, reload };
};
