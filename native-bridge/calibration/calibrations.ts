import { Mapping, type ScreenName } from '@bedsign/contract';
import { type Static, Type } from 'typebox';
import { openKeptFile } from '../kept-file.ts';

/** One fitted map; `at` is milliseconds since 1970. */
const Calibration = Type.Object({ mapping: Mapping, errorMm: Type.Number(), at: Type.Integer({ minimum: 0 }) });
export type Calibration = Static<typeof Calibration>;

/** At a scale of the desktop like 175 %, a screen's pixels are known but for one or two. */
const roughly = (pixels: number): number => Math.round(pixels / 8) * 8;

/** A screen as long as nobody turns it or sets another resolution; its id may be another after a restart. */
const keyOf = (screen: ScreenName | null): string =>
  screen ? `${screen.label} ${roughly(screen.width)}×${roughly(screen.height)}` : '';

/** What was calibrated, by the pad's serial number and its screen. */
export const openCalibrations = (file: string) => {
  const kept = openKeptFile(file, Type.Record(Type.String(), Type.Record(Type.String(), Calibration)), {});
  return {
    of: (serial: string, screen: ScreenName | null): Calibration | null => kept.get()[serial]?.[keyOf(screen)] ?? null,
    set(serial: string, screen: ScreenName | null, calibration: Calibration): void {
      const all = kept.get();
      kept.set({ ...all, [serial]: { ...all[serial], [keyOf(screen)]: calibration } });
    },
  };
};
