import { ScreenName } from '@bedsign/contract';
import { Type } from 'typebox';
import { openKeptFile } from '../kept-file.ts';

/** Which screen belongs to which pad, by the pad's serial number. */
export const openChoices = (file: string) => {
  const kept = openKeptFile(file, Type.Record(Type.String(), ScreenName), {});
  return {
    of: (serial: string): ScreenName | null => kept.get()[serial] ?? null,
    set: (serial: string, screen: ScreenName): void => kept.set({ ...kept.get(), [serial]: screen }),
  };
};
