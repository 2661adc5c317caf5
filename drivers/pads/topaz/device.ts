import type { ByteStream } from '../../byte-stream.ts';
import { createLatch } from '../../listeners.ts';
import { type Pad, plainPad } from '../pad.ts';
import { createPenStream } from '../pen-stream.ts';
import type { TopazModel } from './models.ts';
import { createTopazParser } from './packet-codec.ts';

/** Reads a Topaz pad on a serial line. It sends nothing until a pen comes near, so a wrong port stays silent. */
export const openTopaz = async (stream: ByteStream, model: TopazModel, nowMicros: () => number): Promise<Pad> => {
  const pen = createPenStream({ ...model, clock: 'receipt' }, nowMicros);
  const lost = createLatch();
  const parser = createTopazParser();
  const stopData = stream.onData((chunk) => {
    const { events, malformed } = parser.push(chunk);
    pen.malformed(malformed);
    for (const event of events) pen.event(event);
  });
  const stopClosed = stream.onClosed(() => {
    pen.stop();
    lost.set();
  });
  const { vendor, name, maxX, maxY, maxPressure, widthMm, heightMm } = model;
  return {
    ...{ vendor, model: name, serial: '', simulated: model.simulated },
    ...{ maxX, maxY, maxPressure, widthMm, heightMm },
    ...{ clock: 'receipt', reportsPerSecond: model.reportsPerSecond, capabilities: plainPad },
    onSample: pen.onSample,
    onLost: lost.on,
    counters: pen.counters,
    async close() {
      pen.stop();
      stopData();
      stopClosed();
      await stream.close();
    },
  };
};
