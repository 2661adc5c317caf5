import { existsSync, readFileSync } from 'node:fs';
import { check, ScreenName } from '@bedsign/contract';
import { Type } from 'typebox';
import { writeDurably } from '../keys/write-durably.ts';

const Choices = Type.Record(Type.String(), ScreenName);

/**
 * Which screen belongs to which pad, by the pad's serial number. A file that cannot be read is one that nobody wrote:
 * the nurse chooses again.
 */
export const openChoices = (file: string) => {
  const read = (): Record<string, ScreenName> => {
    if (!existsSync(file)) return {};
    try {
      return check(Choices, JSON.parse(readFileSync(file, 'utf8')), 'CONFIG_INVALID');
    } catch {
      return {};
    }
  };
  const choices = read();
  return {
    of: (serial: string): ScreenName | null => choices[serial] ?? null,
    set(serial: string, screen: ScreenName): void {
      choices[serial] = screen;
      writeDurably(file, JSON.stringify(choices));
    },
  };
};
