import { asBedSignError, type BedSignError } from '@bedsign/contract';
import { useEffect, useState } from 'react';

export type Resource<T> = {
  value: T | null;
  error: BedSignError | null;
  /** True from the very render in which `load` changed: until then `value` answers an older question. */
  loading: boolean;
};

type Answer<T> = { value: T | null; error: BedSignError | null; to: (() => Promise<T>) | null };

/** What `load` brings (keep the function stable); the former value stays in sight until the new one is there. */
export const useResource = <T>(load: () => Promise<T>): Resource<T> => {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, error: null, to: null });
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => wanted && setAnswer({ value, error: null, to: load }),
      (thrown: unknown) => wanted && setAnswer({ value: null, error: asBedSignError(thrown), to: load }),
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  return { value: answer.value, error: answer.error, loading: answer.to !== load };
};
