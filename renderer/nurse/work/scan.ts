/** Two keys of a scanner come closer together than any typist's. */
const longestGapMs = 50;
const shortestScan = 4;

type Key = { key: string; at: number };

/**
 * Tells a barcode scanner from a typist: it types like a keyboard, but in milliseconds, and ends with Enter. Feed every
 * key with its time (ms); the answer to the final Enter is the scanned text, to all else null.
 */
export const createScanReader = () => {
  let typed: Key[] = [];
  return ({ key, at }: Key): string | null => {
    const last = typed.at(-1);
    if (last && at - last.at > longestGapMs) typed = [];
    if (key === 'Enter') {
      const text = typed.map((part) => part.key).join('');
      typed = [];
      return text.length >= shortestScan ? text : null;
    }
    if (key.length === 1) typed.push({ key, at });
    return null;
  };
};
