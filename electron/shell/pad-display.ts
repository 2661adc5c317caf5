import type { PadScreenState, ScreenName } from '@bedsign/contract';
import { pixelsOf, samePixels } from './pixels.ts';
import type { Display } from './shell.ts';

/** A 10-inch pad's panel (tender WP-9: at least 1280×800). */
const padSize = { width: 1280, height: 800 };
const padNames = /pad|huion|gaomon|wacom|hanvon|ugee/i;

/**
 * Which display is the pad: the one that was chosen for it; else one whose name says so, a non-primary one of the pad's
 * size, or the only other one. Null if there is none or no way to tell, so that the patient's page never covers the
 * nurse's. Mirrored displays lie on each other, or the desktop tells of one alone and, with luck, by the pad's name.
 */
export const padDisplay = (
  displays: Display[],
  chosen: ScreenName | null = null,
): { display: Display | null; state: PadScreenState } => {
  if (displays.length === 0) return { display: null, state: 'unknown' };
  const primary = displays.find((display) => display.primary);
  const others = displays.filter((display) => display !== primary && !(primary && overlap(primary, display)));
  const named = others.find((display) => padNames.test(display.label));
  const sized = others.filter((display) => samePixels(pixelsOf(display), padSize));
  const display = (chosen && findChosen(others, chosen)) ?? named ?? onlyOne(sized) ?? onlyOne(others);
  if (display) return { display, state: 'found' };
  if (others.length > 0) return { display: null, state: 'unclear' };
  const mirrored = displays.length > 1 || (primary && padNames.test(primary.label));
  return { display: null, state: mirrored ? 'mirrored' : 'missing' };
};

/** Its id may be another after a restart; then it is known by name and size, if only one fits. */
const findChosen = (displays: Display[], chosen: ScreenName): Display | null => {
  const alike = displays.filter((one) => one.label === chosen.label && samePixels(pixelsOf(one), chosen));
  return alike.find((one) => one.id === chosen.id) ?? onlyOne(alike);
};

const onlyOne = (displays: Display[]): Display | null => (displays.length === 1 ? (displays[0] ?? null) : null);

const overlap = (a: Display, b: Display): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
