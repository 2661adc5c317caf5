export type StepTime = { step: string; ms: number };

/** Prints each step with the time it took when the next one begins. */
export const stopwatch = (print: (line: string) => void) => {
  const times: StepTime[] = [];
  let current: { step: string; since: number } | undefined;
  const end = () => {
    if (!current) return;
    const ms = Math.round(performance.now() - current.since);
    times.push({ step: current.step, ms });
    print(`  ${String(ms).padStart(6)} ms  ${current.step}`);
    current = undefined;
  };
  return {
    step: (step: string) => {
      end();
      current = { step, since: performance.now() };
    },
    finish: (): StepTime[] => {
      end();
      return times;
    },
  };
};
