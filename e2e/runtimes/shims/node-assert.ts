/** What the portable tests use of node:assert/strict, for runtimes that have none. Anything else fails the test that calls it. */

function fail(expected: string, message: string | undefined): never {
  throw new Error(message ? `${expected}: ${message}` : expected);
}

const show = (value: unknown): string => {
  if (value instanceof Uint8Array)
    return `bytes ${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return typeof value === 'object'
    ? JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))
    : String(value);
};

/** As node's strict deep equality: same prototype, same own keys, equal members; NaN equals itself, 0 is not -0. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Set || a instanceof Map) return same([...a], [...(b as typeof a)]);
  if (a instanceof Date) return a.getTime() === (b as Date).getTime();
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same(a[key as keyof typeof a], b[key as keyof typeof b]));
}

/** A predicate, a pattern of the message, or members that the error must have. */
type Expected = ((error: unknown) => boolean) | RegExp | Readonly<Record<string, unknown>>;

function matches(error: unknown, expected: Expected): boolean {
  if (typeof expected === 'function') return expected(error);
  if (expected instanceof RegExp) return expected.test(String(error));
  return Object.entries(expected).every(([key, value]) => same((error as Record<string, unknown>)[key], value));
}

function assert(value: unknown, message?: string): asserts value {
  if (!value) fail(`${show(value)} is not truthy`, message);
}

export default Object.assign(assert, {
  ok: assert,
  equal(actual: unknown, expected: unknown, message?: string) {
    if (!Object.is(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`, message);
  },
  notEqual(actual: unknown, expected: unknown, message?: string) {
    if (Object.is(actual, expected)) fail(`both are ${show(actual)}`, message);
  },
  deepEqual(actual: unknown, expected: unknown, message?: string) {
    if (!same(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`, message);
  },
  match(text: string, pattern: RegExp, message?: string) {
    if (!pattern.test(text)) fail(`${show(text)} does not match ${pattern}`, message);
  },
  notDeepEqual(actual: unknown, expected: unknown, message?: string) {
    if (same(actual, expected)) fail(`both are ${show(actual)}`, message);
  },
  async rejects(work: Promise<unknown>, expected?: Expected, message?: string) {
    const thrown = await work.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (!thrown) fail('did not reject', message);
    if (expected && !matches(thrown.error, expected)) fail(`rejected otherwise: ${String(thrown.error)}`, message);
  },
  throws(work: () => unknown, expected?: Expected, message?: string) {
    let thrown: unknown;
    try {
      work();
    } catch (error) {
      if (!expected || matches(error, expected)) return;
      thrown = error;
    }
    fail(thrown ? `threw the wrong error: ${String(thrown)}` : 'threw nothing', message);
  },
});
