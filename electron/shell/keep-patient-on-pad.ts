import type { PadScreen } from '@bedsign/contract';
import { padDisplay } from './pad-display.ts';
import type { Display, Shell } from './shell.ts';

const samePlace = (a: Display, b: Display): boolean =>
  a.id === b.id && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/**
 * Keeps the patient page on the pad's display as displays come and go. Where the pad's display is gone, the page is
 * closed: the desktop would move it over the nurse's own page. Only at the start, where there never was one, it opens
 * as a plain window beside hers.
 */
export const keepPatientOnPad = async (
  shell: Shell,
  options: {
    /** Address of the patient page with a fresh launch token. */
    patientUrl(): Promise<string>;
    onChange(state: PadScreen): void;
    onError(thrown: unknown): void;
  },
): Promise<void> => {
  let shown: Display | null = null;
  const place = async (): Promise<void> => {
    const { display, state } = padDisplay(await shell.displays());
    options.onChange(state);
    if (shown && display && samePlace(shown, display)) return;
    if (display) await shell.openPatient(await options.patientUrl(), display);
    else if (shown) await shell.closePatient();
    shown = display;
  };

  await place();
  if (!shown) await shell.openPatient(await options.patientUrl(), null);
  // One at a time: a plug makes several events, and the last one decides.
  let turn = Promise.resolve();
  shell.onDisplayChange(() => {
    turn = turn.then(place).catch(options.onError);
  });
};
