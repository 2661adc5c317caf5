import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '@bedsign/contract';
import { type SecurityChip, simulatedChipPin } from '@bedsign/drivers';
import type { SealedBox } from '../keys/sealed-box.ts';
import { writeDurably } from '../keys/write-durably.ts';

type Chip = Pick<SecurityChip, 'publicKey' | 'simulated'>;

/** PINs that chips have accepted, each sealed under the station's data key and for its chip alone. */
export const createChipPins = (dataFolder: string, box: SealedBox) => {
  const place = ({ publicKey }: Chip) => `chip-${toHex(publicKey.subarray(1, 17))}.pin`;
  const file = (chip: Chip) => join(dataFolder, place(chip));
  return {
    /** Null when nobody has entered it yet. A simulated chip has the PIN that everyone knows. */
    known(chip: Chip): string | null {
      try {
        return new TextDecoder().decode(box.open(new Uint8Array(readFileSync(file(chip))), place(chip)));
      } catch {
        // Not there, or sealed under another key: it is asked for.
        return chip.simulated ? simulatedChipPin : null;
      }
    },
    keep: (chip: Chip, pin: string): void =>
      writeDurably(file(chip), box.seal(new TextEncoder().encode(pin), place(chip))),
    forget: (chip: Chip): void => rmSync(file(chip), { force: true }),
  };
};
export type ChipPins = ReturnType<typeof createChipPins>;
