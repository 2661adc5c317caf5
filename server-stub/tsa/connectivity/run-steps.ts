import { type ConnectivityResult, type ConnectivityStep, connectivityMs } from '@bedsign/contract';

/** Does the work of one step; what it says of itself becomes the step's detail. `signal` ends it. */
export type TakeStep = <T>(
  step: ConnectivityStep,
  work: (signal: AbortSignal) => Promise<T>,
  describe?: (found: T) => string,
) => Promise<T>;

const reasonOf = (thrown: unknown, signal: AbortSignal): string => {
  if (signal.aborted) return `no answer within ${connectivityMs / 1000} s`;
  const { code, message, cause } = thrown as NodeJS.ErrnoException;
  // "fetch failed" says nothing; its cause does.
  if (thrown instanceof TypeError && cause) return reasonOf(cause, signal);
  return code && !message.includes(code) ? `${code}: ${message}` : message;
};

/** For work that knows no signal, such as a name lookup. */
const until = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });

/** Takes steps one after the other, all within `connectivityMs`; the first failure is the last step. */
export const runSteps = async (way: (take: TakeStep) => Promise<void>): Promise<ConnectivityResult> => {
  const signal = AbortSignal.timeout(connectivityMs);
  const steps: ConnectivityResult['steps'] = [];
  const take: TakeStep = async (step, work, describe) => {
    const started = performance.now();
    const note = (ok: boolean, detail: string | null) =>
      steps.push({ step, ok, ms: Math.round(performance.now() - started), detail });
    try {
      const found = await until(signal, work(signal));
      note(true, describe?.(found) ?? null);
      return found;
    } catch (thrown) {
      note(false, reasonOf(thrown, signal));
      throw thrown;
    }
  };
  try {
    await way(take);
  } catch (thrown) {
    if (steps.at(-1)?.ok !== false) throw thrown;
  }
  return { reached: steps.every(({ ok }) => ok), steps };
};
