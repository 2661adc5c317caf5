import { setTimeout as wait } from 'node:timers/promises';
import { DriverError } from '@bedsign/drivers';
import { realSource } from '../../native-bridge/devices/real/real-source.ts';

/** Emulated processors are slow, and the machine under them may be busy. */
const openWithinMs = 40_000;

export const nowMicros = (): number => performance.now() * 1000;

/** Asks again until the system has made the device's nodes. What is still refused at the end is thrown. */
export const eventually = async <T>(open: () => Promise<T>): Promise<T> => {
  const deadline = performance.now() + openWithinMs;
  for (;;) {
    try {
      return await open();
    } catch (thrown) {
      const worthRepeating = thrown instanceof DriverError && ['NOT_CONNECTED', 'LOST', 'BUSY'].includes(thrown.code);
      if (!worthRepeating || performance.now() > deadline) throw thrown;
      await wait(250);
    }
  }
};

/** The station's own source of devices, which the emulated ones are found and opened by. */
export const stationSource = () => {
  const source = realSource(nowMicros);
  return {
    pad: () => eventually(() => source.open.pad(() => undefined)),
    reader: () => eventually(() => source.open.reader(() => undefined)),
    chip: () => eventually(() => source.open.chip(() => undefined)),
  };
};
export type StationSource = ReturnType<typeof stationSource>;

/** Runs `work` with what `plug` plugs in, and pulls it whatever happens. `pull` may be called before. */
export const whilePlugged = async <T>(
  plug: () => Promise<() => void>,
  work: (pull: () => void) => Promise<T>,
): Promise<T> => {
  const unplug = await plug();
  let plugged = true;
  const pull = () => {
    if (plugged) unplug();
    plugged = false;
  };
  try {
    return await work(pull);
  } finally {
    pull();
    // The kernel takes its nodes away; the next device must not be taken for this one.
    await wait(500);
  }
};
