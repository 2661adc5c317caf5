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

/** A model of the family, its first one if not named, as an emulated device. */
export const simulatePad = (family: HidPadFamily, serial: string, name?: string) => {
  const model = family.models.find((candidate) => name === undefined || candidate.model.name === name);
  if (!model) throw new Error(`${family.id} has no model ${name}`);
  const simulated = model.simulate(serial);
  return {
    simulated,
    plug: (port: number) => plugIn(hidFunction(simulated.device), port),
    /** The same pad over the simulator's own cable, to compare with. */
    direct: async () => family.open(await simulated.connect(), nowMicros),
  };
};
export type EmulatedPad = ReturnType<typeof simulatePad>;

/** Runs `work` with a model of the family plugged in and opened by the station, and over the simulator's own cable. */
export const withPad = <T>(
  family: HidPadFamily,
  work: (given: EmulatedPad & { source: StationSource; usb: Pad; expected: Pad; pull(): void }) => Promise<T>,
  name?: string,
): Promise<T> => {
  const emulated = simulatePad(family, 'BENCH-1', name);
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
