import { createHistogram } from 'node:perf_hooks';
import type { HidTransport, Pad } from '@bedsign/drivers';
import type { MeasuredPad } from '../device-source.ts';

/** Opens a pad on a transport whose every report is timed, from its receipt until its samples have been given on. */
export const openMeasured = async (
  transport: HidTransport,
  open: (transport: HidTransport) => Promise<Pad>,
): Promise<MeasuredPad> => {
  const nanoseconds = createHistogram();
  const pad = await open({
    ...transport,
    onInput: (callback) =>
      transport.onInput((report) => {
        const started = process.hrtime.bigint();
        callback(report);
        nanoseconds.record(process.hrtime.bigint() - started || 1n);
      }),
  });
  // A getter on the pad itself: its counters and state stay live.
  return Object.defineProperty(pad, 'decodeP99Micros', {
    get: () => (nanoseconds.count === 0 ? null : nanoseconds.percentile(99) / 1000),
  });
};
