import type { PadScreen, ScreenName } from '@bedsign/contract';
import { padDisplay } from './pad-display.ts';
import type { Display, Shell } from './shell.ts';

const samePlace = (a: Display, b: Display): boolean =>
  a.id === b.id && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/**
 * Keeps the patient page on the pad's display as displays come and go. Where the pad's display is gone, the page is
 * closed: the desktop would move it over the nurse's own page. Only at the start, where there never was one, it opens
 * as a plain window beside hers. Returns how to say which screen somebody chose for the pad.
 */
export const keepPatientOnPad = async (
  shell: Shell,
  options: {
    /** Address of the patient page with a fresh launch token. */
    patientUrl(): Promise<string>;
    onChange(padScreen: PadScreen): void;
    onError(thrown: unknown): void;
  },
): Promise<(chosen: ScreenName | null) => void> => {
  let shown: Display | null = null;
  let chosen: ScreenName | null = null;
  const place = async (): Promise<void> => {
    const displays = await shell.displays();
    const { display, state } = padDisplay(displays, chosen);
    options.onChange({ state, screens: offered(displays, display) });
    if (shown && display && samePlace(shown, display)) return;
    if (display) await shell.openPatient(await options.patientUrl(), display);
    else if (shown) await shell.closePatient();
    shown = display;
  };

  await place();
  if (!shown) await shell.openPatient(await options.patientUrl(), null);
  // One at a time: a plug makes several events, and the last one decides.
  let turn = Promise.resolve();
  const placeAgain = (): void => {
    turn = turn.then(place).catch(options.onError);
  };
  shell.onDisplayChange(placeAgain);
  return (screen) => {
    chosen = screen;
    placeAgain();
  };
};

/** Which of the displays may be chosen: never the nurse's own, which the patient's page would cover. */
const offered = (displays: Display[], pad: Display | null): PadScreen['screens'] =>
  displays.flatMap((display, index) => {
    const { id, label, width, height, primary } = display;
    return primary ? [] : [{ number: index + 1, id, label, width, height, pad: display === pad }];
  });
