import { DriverError } from '@bedsign/drivers';
import type { DeviceKind, DeviceSource, Devices, Found } from '../device-source.ts';
import type { Candidate } from './candidate.ts';
import { createFinders, type Finders } from './finders.ts';
import { onUsbPlug } from './plug-events.ts';

/** Devices through node-hid, serialport and usb. `nowMicros` is the clock of pads that have none. */
export const realSource = (nowMicros: () => number, { find, close }: Finders = createFinders({})): DeviceSource => {
  const inUse = new Set<string>();
  const last: Partial<Record<DeviceKind, string>> = {};

  /** Those that are free, and first the one that was open last: a replugged pad comes back before its twin. */
  const candidates = async <K extends DeviceKind>(kind: K): Promise<Candidate<K>[]> => {
    const free = (await find[kind]()).filter(({ key }) => !inUse.has(key));
    return free.sort((a, b) => Number(b.key === last[kind]) - Number(a.key === last[kind]));
  };
  const open =
    <K extends DeviceKind>(kind: K) =>
    async (onFound: (found: Found) => void): Promise<Devices[K]> => {
      let failure: unknown = new DriverError('NOT_CONNECTED', `no ${kind}`);
      for (const candidate of await candidates(kind)) {
        const { key, model, serial } = candidate;
        onFound({ model, serial });
        inUse.add(key);
        const release = () => void inUse.delete(key);
        try {
          const device = await candidate.open(nowMicros);
          last[kind] = key;
          device.onLost(release);
          const { close: closeDevice } = device;
          return Object.assign(device, {
            async close() {
              release();
              await closeDevice();
            },
          });
        } catch (thrown) {
          release();
          failure = thrown;
        }
      }
      throw failure;
    };

  return {
    simulated: false,
    open: { pad: open('pad'), reader: open('reader'), chip: open('chip') },
    onPlug: onUsbPlug,
    simulation: null,
    close: async () => close(),
  };
};
