import { createSkfLibrary } from '../../chips/skf/chip.ts';
import { systemBus, type UsbBus } from '../../transports/usb-bus.ts';
import type { DeviceSettings } from '../device-settings.ts';
import type { DeviceKind } from '../device-source.ts';
import type { Candidate } from './candidate.ts';
import { findChips } from './find-chips.ts';
import { findPads } from './find-pads.ts';
import { findReaders } from './find-readers.ts';
import { findSkfChips } from './find-skf-chips.ts';

/** How the plugged-in devices of each kind are found. */
export type Finders = { find: { [K in DeviceKind]: () => Promise<Candidate<K>[]> }; close(): void };

/** A maker's library, where there is one, has the chip alone: two ways to one token would disturb each other. */
export const createFinders = ({ chip, serialPad }: DeviceSettings, bus: UsbBus = systemBus): Finders => {
  const skf =
    chip?.library === undefined
      ? undefined
      : createSkfLibrary({ ulongBytes: 4, convention: 'cdecl', ...chip, library: chip.library });
  return {
    find: {
      pad: () => findPads(serialPad),
      reader: () => findReaders(bus),
      chip: () => (skf ? findSkfChips(skf) : findChips(bus, chip)),
    },
    close: () => skf?.close(),
  };
};
