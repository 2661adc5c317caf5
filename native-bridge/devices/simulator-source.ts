import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mapping, mapSpot } from '@bedsign/contract';
import {
  createListeners,
  openEf01Reader,
  openGmt0017Chip,
  openHuionV2,
  simulateChip,
  simulatePad,
  simulateReader,
} from '@bedsign/drivers';
import type { SealedBox } from '../keys/sealed-box.ts';
import { writeDurably } from '../keys/write-durably.ts';
import { chipCrypto } from './chip-crypto.ts';
import type { DeviceSource } from './device-source.ts';

/** A digitizer that lies 6 mm too far right, 5 mm too high and turned by 2°, under a screen a little smaller than it. */
const askew: Mapping = [0.96, -0.021, 0.03, 0.054, 0.96, -0.035];

/**
 * Simulated devices behind the transports that real ones speak through: the drivers read their bytes and know nothing
 * of it. The chip's memory, its private key in it, is sealed on disk, so the same chip is there after a restart.
 */
export const simulatorSource = (dataFolder: string, box: SealedBox, nowMicros: () => number): DeviceSource => {
  const chipFile = join(dataFolder, 'simulated-chip.bin');
  const pad = simulatePad();
  const reader = simulateReader();
  const chip = simulateChip(chipCrypto, {
    load: () => (existsSync(chipFile) ? box.open(new Uint8Array(readFileSync(chipFile)), 'simulated chip') : null),
    save: (memory) => writeDurably(chipFile, box.seal(memory, 'simulated chip')),
  });
  let mounting: Mapping | undefined;
  const plugs = createListeners<[]>();
  return {
    simulated: true,
    open: {
      pad: async () => openHuionV2(await pad.connect(), nowMicros),
      reader: async () => openEf01Reader(await reader.connect()),
      chip: async () => openGmt0017Chip(await chip.connect(), chipCrypto),
    },
    onPlug: plugs.on,
    close: async () => undefined,
    simulation: {
      pen: (position) => pad.pen({ ...position, ...mapSpot(position, mounting) }),
      skew(skewed) {
        mounting = skewed ? askew : undefined;
      },
      finger: reader.finger,
      cable(plugged) {
        for (const device of [pad, reader, chip]) {
          if (plugged) device.plug();
          else device.unplug();
        }
        plugs.emit();
      },
    },
  };
};
