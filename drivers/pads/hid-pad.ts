import type { HidTransport } from '../hid-transport.ts';
import { createLatch } from '../listeners.ts';
import type { Pad, PadCapabilities, PadIdentity } from './pad.ts';
import type { PadModel } from './pad-model.ts';
import { createPenStream, type PenEvent } from './pen-stream.ts';

/** What a family's driver says of its pad; the rest is the same for all. */
export type HidPadParts = {
  identity: PadIdentity;
  decode: (report: Uint8Array) => PenEvent[];
  screen?: Pad['screen'];
  /** Puts the pad back as it was; a failure of it does not matter any more. */
  beforeClose?: () => Promise<unknown>;
};

/** A device that was built to be tested says so in its name. */
export const isSimulated = (transport: HidTransport): boolean => transport.info.product.endsWith('(SIMULATED)');

/** What the table of models says of a pad without a clock, as its identity. */
export const identityOf = (model: PadModel, transport: HidTransport, capabilities: PadCapabilities): PadIdentity => {
  const { vendor, name, maxX, maxY, maxPressure, widthMm, heightMm, reportsPerSecond } = model;
  return {
    ...{ vendor, model: name, serial: transport.info.serial, simulated: isSimulated(transport) },
    ...{ maxX, maxY, maxPressure, widthMm, heightMm, clock: 'receipt' },
    ...(reportsPerSecond !== undefined && { reportsPerSecond }),
    capabilities,
  };
};

/** An open HID interface whose reports `decode` reads, as a pad. */
export const createHidPad = (transport: HidTransport, parts: HidPadParts, nowMicros: () => number): Pad => {
  const { identity, decode, screen, beforeClose } = parts;
  const stream = createPenStream(identity, nowMicros);
  const lost = createLatch();
  const stopInput = transport.onInput((report) => stream.take(report, decode));
  const stopClosed = transport.onClosed(() => {
    stream.stop();
    lost.set();
  });
  return {
    ...identity,
    ...(screen && { screen }),
    onSample: stream.onSample,
    onLost: lost.on,
    counters: stream.counters,
    async close() {
      stream.stop();
      stopInput();
      stopClosed();
      await beforeClose?.().catch(() => undefined);
      await transport.close();
    },
  };
};

/** Opens by `prepare`, and leaves no transport open when that fails. */
export const openHidPad = async (
  transport: HidTransport,
  prepare: () => Promise<HidPadParts>,
  nowMicros: () => number,
): Promise<Pad> => {
  try {
    return createHidPad(transport, await prepare(), nowMicros);
  } catch (thrown) {
    await transport.close().catch(() => undefined);
    throw thrown;
  }
};
