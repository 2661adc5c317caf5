import { type FingerprintReader, openEf01Reader, simulatedEf01Serial, simulateReader } from '@bedsign/drivers';
import { acmFunction } from './acm-function.ts';
import { plugInThread } from './device-thread.ts';
import { finger, fingerOnLongGlass } from './finger.ts';
import { stationSource, whilePlugged } from './plugged.ts';
import type { Scenario } from './scenario.ts';
import { plugIn } from './usbip.ts';

const capture = () => ({ signal: AbortSignal.timeout(120_000), onState: () => undefined });

/** Reads the finger that lies on the glass, and compares it with what must come. */
export const readFinger = async (reader: FingerprintReader, meant: Uint8Array) => {
  const { grey, quality } = await reader.capture(capture());
  const ok = Buffer.compare(grey, meant) === 0;
  return { sent: meant.length, received: grey.length, ok, detail: `${reader.model}, quality ${quality}` };
};

type Module = { plug(): Promise<() => void>; meant: Uint8Array };
const scenario = (device: string, what: string, build: () => Promise<Module>) => ({
  device,
  scenario: what,
  async run() {
    const { plug, meant } = await build();
    return whilePlugged(plug, async () => {
      const reader = await stationSource().reader();
      try {
        return await readFinger(reader, meant);
      } finally {
        await reader.close().catch(() => undefined);
      }
    });
  },
});

/** What comes over a line with four bits a pixel: the image of the same module without USB and without noise. */
const overPlainLine = async (): Promise<Uint8Array> => {
  const module = simulateReader({ image: finger() });
  const reader = await openEf01Reader(await module.connect());
  module.finger(true);
  const { grey } = await reader.capture(capture());
  await reader.close();
  return grey;
};
const serialModule = (noise: boolean) => async (): Promise<Module> => {
  const meant = await overPlainLine();
  const module = simulateReader({ noise, serial: 'BENCH-R', image: finger() });
  module.finger(true);
  const names = { manufacturer: 'BedSign', product: 'EF01 (SIMULATED)', serial: 'BENCH-R' };
  const usb = acmFunction({ ...simulatedEf01Serial, ...names }, await module.connect());
  return { plug: () => plugIn(usb, 2), meant };
};
const drive = async (): Promise<Module> => ({
  plug: async () => (await plugInThread('ef01-drive', 2)).pull,
  meant: fingerOnLongGlass(),
});

export const readerScenarios: Scenario[] = [
  scenario('ef01-serial', 'fingerprint', serialModule(false)),
  scenario('ef01-serial', 'fingerprint over a noisy line', serialModule(true)),
  scenario('ef01-drive', 'fingerprint', drive),
];
