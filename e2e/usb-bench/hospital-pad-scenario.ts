import { familyOf, simulatePad } from './bench-pad.ts';
import { signDigests } from './chip-scenarios.ts';
import { plugInThread } from './device-thread.ts';
import { fingerOnLongGlass } from './finger.ts';
import { nowMicros, stationSource, whilePlugged } from './plugged.ts';
import { readFinger } from './reader-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { compare, writeSignature } from './written.ts';

const huion = familyOf('huion-v2');

/** One plug with all that a signature needs: the station finds pad, fingerprint module and chip in it, and uses all three at once. */
export const hospitalPadScenario: Scenario = {
  device: '10-inch-pad',
  scenario: 'pen, finger and chip behind one plug',
  async run() {
    const plugged = await plugInThread('10-inch-pad', 0);
    return whilePlugged(
      async () => plugged.pull,
      async () => {
        const source = stationSource();
        const [pad, reader, chip] = [await source.pad(), await source.reader(), await source.chip()];
        // The same hand on a twin that has no USB: what must come.
        const { simulated } = simulatePad(huion, 'BENCH-P');
        const twin = await huion.open(await simulated.connect(), nowMicros);
        try {
          const [ink, finger, signatures] = await Promise.all([
            compare(pad, twin, async () => {
              await Promise.all([writeSignature(simulated, async () => undefined), plugged.write()]);
            }),
            readFinger(reader, fingerOnLongGlass()),
            signDigests(chip),
          ]);
          const parts = [{ ...ink, ok: ink.equal }, finger, signatures];
          return {
            sent: parts.reduce((sum, { sent }) => sum + sent, 0),
            received: parts.reduce((sum, { received }) => sum + received, 0),
            ok: parts.every(({ ok }) => ok),
            detail: parts
              .map(({ detail }) => detail)
              .filter((text) => text !== '')
              .join('; '),
          };
        } finally {
          for (const device of [pad, twin, reader, chip]) await device.close().catch(() => undefined);
        }
      },
    );
  },
};
