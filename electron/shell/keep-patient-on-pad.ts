import type { PadScreen, PadScreenState, ScreenName } from '@bedsign/contract';
import { padDisplay } from './pad-display.ts';
import { pixelsOf } from './pixels.ts';
import type { Display, Shell } from './shell.ts';

/** What may be asked of the page's place. */
export type PatientPagePlace = {
  /** This screen is the pad's; null: nobody chose one. */
  use(screen: ScreenName | null): void;
  /** Somebody closed the page and wants it back. */
  reopen(): void;
};

const samePlace = (a: Display, b: Display): boolean =>
  a.id === b.id && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.scale === b.scale;

/**
 * Keeps the patient page on the pad's display as displays come and go. Where the pad's display is gone, the page is
 * closed: the desktop would move it over the nurse's own page, and the next patient's data with it.
 */
export const keepPatientOnPad = async (
  shell: Shell,
  options: {
    /** Address of the patient page with a fresh launch token. */
    patientUrl(): Promise<string>;
    /**
     * Whether it opens as a plain window beside the nurse's where at the start there is no display for it: only with
     * simulated devices, and nobody's data. Otherwise she has to ask for it.
     */
    besideNurse: boolean;
    onChange(padScreen: PadScreen): void;
    onError(thrown: unknown): void;
  },
): Promise<PatientPagePlace> => {
  let shown: Display | null = null;
  let chosen: ScreenName | null = null;
  let state: PadScreenState = 'unknown';
  const place = async (): Promise<void> => {
    const displays = await shell.displays();
    const found = padDisplay(displays, chosen);
    const { display } = found;
    state = found.state;
    options.onChange({ state, screens: offered(displays, display) });
    if (shown && display && samePlace(shown, display)) return;
    if (display) await shell.openPatient(await options.patientUrl(), display);
    else if (shown) await shell.closePatient();
    shown = display;
  };

  await place();
  // A shell that sees no screens has no windows of its own to put anywhere.
  if (!shown && (options.besideNurse || state === 'unknown')) await shell.openPatient(await options.patientUrl(), null);
  // One at a time: a plug makes several events, and the last one decides.
  let turn = Promise.resolve();
  const next = (work: () => Promise<void>): void => {
    turn = turn.then(work).catch(options.onError);
  };
  shell.onDisplayChange(() => next(place));
  return {
    use(screen) {
      chosen = screen;
      next(place);
    },
    reopen: () => next(async () => shell.openPatient(await options.patientUrl(), shown)),
  };
};

/** Which of the displays may be chosen: never the nurse's own, which the patient's page would cover. */
const offered = (displays: Display[], pad: Display | null): PadScreen['screens'] =>
  displays.flatMap((display, index) => {
    const { id, label, scale, primary } = display;
    return primary ? [] : [{ number: index + 1, id, label, ...pixelsOf(display), scale, pad: display === pad }];
  });
