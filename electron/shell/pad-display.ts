import type { Display } from './shell.ts';

/** A 10-inch pad's panel (tender WP-9: at least 1280×800). */
const padSize = { width: 1280, height: 800 };

/**
 * Which display is the pad: one whose name says so, else a non-primary one of the pad's size, else the only other one;
 * null if there is none or no way to tell, so that the patient's page never covers the nurse's.
 */
export const padDisplay = (displays: Display[]): Display | null => {
  const others = displays.filter((display) => !display.primary);
  const named = others.find((display) => /pad|huion|gaomon|wacom|hanvon|ugee/i.test(display.label));
  const sized = others.find((display) => display.width === padSize.width && display.height === padSize.height);
  return named ?? sized ?? (others.length === 1 ? (others[0] ?? null) : null);
};
