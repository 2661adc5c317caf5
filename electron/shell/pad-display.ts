import type { PadScreen } from '@bedsign/contract';
import type { Display } from './shell.ts';

/** A 10-inch pad's panel (tender WP-9: at least 1280×800). */
const padSize = { width: 1280, height: 800 };

/**
 * Which display is the pad: one whose name says so, else a non-primary one of the pad's size, else the only other one;
 * null if there is none or no way to tell, so that the patient's page never covers the nurse's. In mirrored mode there
 * is no other one either.
 */
export const padDisplay = (displays: Display[]): { display: Display | null; state: PadScreen } => {
  if (displays.length === 0) return { display: null, state: 'unknown' };
  const primary = displays.find((display) => display.primary);
  const others = displays.filter((display) => display !== primary && !(primary && overlap(primary, display)));
  const named = others.find((display) => /pad|huion|gaomon|wacom|hanvon|ugee/i.test(display.label));
  const sized = others.filter((display) => display.width === padSize.width && display.height === padSize.height);
  const display = named ?? onlyOne(sized) ?? onlyOne(others);
  return { display, state: display ? 'found' : others.length === 0 ? 'missing' : 'unclear' };
};

const onlyOne = (displays: Display[]): Display | null => (displays.length === 1 ? (displays[0] ?? null) : null);

const overlap = (a: Display, b: Display): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
