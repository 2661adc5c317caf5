import { BedSignError, type PadScreen, type ScreenName, type StationMessage } from '@bedsign/contract';
import { openChoices } from './choices.ts';

const unseen: PadScreen = { state: 'unknown', screens: [] };

/** The pad's screen between the shell, which sees screens, and the nurse, who knows which one the patient looks at. */
export const createPadScreen = (options: {
  /** Where choices are kept. */
  file: string;
  /** Serial number of the connected pad. */
  padSerial(): string | null;
  toShell(message: StationMessage): void;
  onChange(padScreen: PadScreen): void;
}) => {
  const choices = openChoices(options.file);
  let current = unseen;
  let serial: string | null = null;
  const use = (): void => options.toShell({ do: 'use', screen: serial === null ? null : choices.of(serial) });
  return {
    current: (): PadScreen => current,
    /** The screen under the pad's glass, where the shell sees it. */
    padsOwn(): ScreenName | null {
      const own = current.screens.find(({ pad }) => pad);
      return own ? { id: own.id, label: own.label, width: own.width, height: own.height } : null;
    },
    /** The shell looked at its screens. */
    seen(padScreen: PadScreen): void {
      if (JSON.stringify(padScreen) === JSON.stringify(current)) return;
      current = padScreen;
      options.onChange(padScreen);
    },
    /** Another pad may have another screen. A pad that is unplugged for a moment keeps its own. */
    devicesChanged(): void {
      const now = options.padSerial();
      if (now === null || now === serial) return;
      serial = now;
      use();
    },
    identify: (): void => options.toShell({ do: 'identify' }),
    /** Has the shell open the patient page where it belongs; false where it cannot see screens. */
    reopen(): boolean {
      if (current.state === 'unknown') return false;
      options.toShell({ do: 'patientPage' });
      return true;
    },
    choose(id: string): void {
      const screen = current.screens.find((candidate) => candidate.id === id);
      if (!screen) throw new BedSignError('NOT_FOUND', 'the screen is gone');
      if (serial === null) throw new BedSignError('PAD_NOT_CONNECTED');
      const { label, width, height } = screen;
      choices.set(serial, { id, label, width, height });
      use();
    },
  };
};
export type PadScreenDesk = ReturnType<typeof createPadScreen>;
