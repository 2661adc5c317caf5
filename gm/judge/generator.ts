import { randomBytes } from '../random.ts';

/** Uses up what the pool of random bytes still holds. */
function drain(): void {
  for (let round = 0; round < 4096; round++) {
    try {
      randomBytes(1);
    } catch {
      // a generator that fails leaves the pool empty
    }
  }
}

/** Lends the platform another generator for as long as `use` runs. */
export function withGenerator<T>(fill: (bytes: Uint8Array) => void, use: () => T): T {
  const own = globalThis.crypto;
  const getRandomValues = (bytes: Uint8Array) => {
    fill(bytes);
    return bytes;
  };
  Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues }, configurable: true });
  try {
    drain();
    return use();
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: own, configurable: true });
    drain();
  }
}
