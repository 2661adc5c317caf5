import { type HidPadFamily, type Pad, padCatalogue } from '@bedsign/drivers';
import { hidFunction } from './hid-function.ts';
import { nowMicros, type StationSource, stationSource, whilePlugged } from './plugged.ts';
import { plugIn } from './usbip.ts';

export const hidFamilies = padCatalogue.filter((family): family is HidPadFamily => family.transport === 'hid');

export const familyOf = (id: string): HidPadFamily => {
  const family = hidFamilies.find((candidate) => candidate.id === id);
  if (!family) throw new Error(`no family ${id}`);
  return family;
};

/** The family's first model as an emulated device. */
export const simulateFirst = (family: HidPadFamily, serial: string) => {
  const [model] = family.models;
  if (!model) throw new Error(`${family.id} has no model`);
  const simulated = model.simulate(serial);
  return {
    simulated,
    plug: (port: number) => plugIn(hidFunction(simulated.device), port),
    /** The same pad over the simulator's own cable, to compare with. */
    direct: async () => family.open(await simulated.connect(), nowMicros),
  };
};
export type EmulatedPad = ReturnType<typeof simulateFirst>;

/** Runs `work` with the family's first model plugged in and opened by the station, and over the simulator's own cable. */
export const withPad = <T>(
  family: HidPadFamily,
  work: (given: EmulatedPad & { source: StationSource; usb: Pad; expected: Pad; pull(): void }) => Promise<T>,
): Promise<T> => {
  const emulated = simulateFirst(family, 'BENCH-1');
  return whilePlugged(
    () => emulated.plug(0),
    async (pull) => {
      const source = stationSource();
      const usb = await source.pad();
      const expected = await emulated.direct();
      try {
        return await work({ ...emulated, source, usb, expected, pull });
      } finally {
        await usb.close().catch(() => undefined);
        await expected.close().catch(() => undefined);
      }
    },
  );
};
