/**
 * A device process whose devices are simulators: what the real one is, but for the bytes' origin. The pad's serial
 * number tells the process ID, so that a test can kill it; once open, the pad writes a line of 300 reports by itself.
 */
import {
  DriverError,
  memoryStore,
  openEf01Reader,
  openGmt0017Chip,
  openHuionV2,
  simulateChip,
  simulatePad,
  simulateReader,
} from '@bedsign/drivers';
import { chipCrypto } from '../devices/chip-crypto.ts';
import { monotonicMicros } from '../devices/host/monotonic.ts';
import { runHost } from '../devices/host/run-host.ts';

const pad = simulatePad({ serial: String(process.pid) });
const reader = simulateReader();
const chip = simulateChip(chipCrypto, memoryStore());

const writeLine = (report = 0): void => {
  if (report === 300) return;
  pad.pen({ x: report / 300, y: 0.5, pressure: 0.5, tip: true, inRange: true });
  setTimeout(() => writeLine(report + 1), 1);
};

runHost({
  simulated: true,
  open: {
    async pad(onFound) {
      if (!pad.plugged) throw new DriverError('NOT_CONNECTED');
      onFound({ model: 'a pad', serial: String(process.pid) });
      const opened = await openHuionV2(await pad.connect(), monotonicMicros);
      // Whoever opened it, on a busy machine, has time to listen.
      setTimeout(writeLine, 500);
      return opened;
    },
    async reader() {
      reader.finger(true);
      return openEf01Reader(await reader.connect());
    },
    chip: async () => openGmt0017Chip(await chip.connect(), chipCrypto),
  },
  onPlug: () => () => undefined,
  simulation: null,
  close: async () => undefined,
});
