/** What the portable tests use of node:test, for runtimes that have none: tests run one after the other, in order. */

export type Outcome = { name: string; error?: string };

const preparations: (() => unknown)[] = [];
const tests: { name: string; body: () => unknown }[] = [];

export function before(body: () => unknown): void {
  preparations.push(body);
}

type Body = () => unknown;

/** A time-out is Node's to watch; here the whole run has one. */
export function test(name: string, ...rest: [Body] | [{ timeout: number }, Body]): void {
  const [first, second] = rest;
  tests.push({ name, body: second ?? (first as Body) });
}

async function runTests(): Promise<Outcome[]> {
  for (const body of preparations) await body();
  const outcomes: Outcome[] = [];
  for (const { name, body } of tests) {
    try {
      await body();
      outcomes.push({ name });
    } catch (error) {
      outcomes.push({ name, error: error instanceof Error ? `${error.stack}` : String(error) });
    }
  }
  return outcomes;
}

Object.assign(globalThis, { runTests });
