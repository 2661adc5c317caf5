import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { createLatch } from '../../listeners.ts';
import type { Pad } from '../pad.ts';
import { createPenStream } from '../pen-stream.ts';
import { type EpadModel, epadModels } from './models.ts';
import { decodeEpadReport } from './report-codec.ts';

export const findEpadModel = (ids: { vendorId: number; productId: number }): EpadModel | undefined =>
  epadModels.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);

/** Reads an ePadLink pad, which needs no switching. PROTOCOL when it is none; the transport is closed on any failure. */
export const openEpad = async (transport: HidTransport, nowMicros: () => number): Promise<Pad> => {
  const model = findEpadModel(transport.info);
  if (!model) {
    await transport.close().catch(() => undefined);
    throw new DriverError('PROTOCOL', `no ePad model ${transport.info.productId.toString(16)}`);
  }
  const stream = createPenStream(model, nowMicros);
  const lost = createLatch();
  const stopInput = transport.onInput((bytes) => stream.take(bytes, (report) => [decodeEpadReport(report)]));
  const stopClosed = transport.onClosed(() => {
    stream.stop();
    lost.set();
  });
  const { vendor, name, maxX, maxY, maxPressure, widthMm, heightMm } = model;
  return {
    ...{ vendor, model: name, serial: transport.info.serial },
    simulated: transport.info.product.endsWith('(SIMULATED)'),
    ...{ maxX, maxY, maxPressure, widthMm, heightMm },
    clock: 'receipt',
    onSample: stream.onSample,
    onLost: lost.on,
    counters: stream.counters,
    async close() {
      stream.stop();
      stopInput();
      stopClosed();
      await transport.close();
    },
  };
};
