import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { createListeners } from '../../listeners.ts';
import { createSimulatedPort } from '../../simulated-port.ts';
import { type HuionV2Model, simulatedPadModel } from './models.ts';
import { encodeHuionReport } from './report-codec.ts';
import { encodeParameters, encodeText, firmwareString, parametersString } from './string-codec.ts';

/** What the pen does, in fractions 0…1 of the active area and of full pressure. */
export type PenState = { x: number; y: number; pressure: number; tip: boolean; inRange: boolean };

export type SimulatedPad = {
  connect(): Promise<HidTransport>;
  pen(state: PenState): void;
  /** Sends bytes as they are, for tests of what a faulty pad sends. */
  sendRaw(report: Uint8Array): void;
  unplug(): void;
  plug(): void;
  readonly plugged: boolean;
};

/** The device's own side of a v2 pad: silent on this interface until string 200 has been asked for. */
export const simulatePad = (
  options: { model?: HuionV2Model; firmware?: string; serial?: string } = {},
): SimulatedPad => {
  const { model = simulatedPadModel, firmware = 'SIMULATED_P10_261101', serial = 'SIMULATED-PAD-1' } = options;
  let vendorMode = false;
  const inputs = createListeners<[Uint8Array]>();
  const port = createSimulatedPort('simulated pad', () => {
    vendorMode = false;
  });

  const strings: Record<number, () => Uint8Array> = {
    [firmwareString]: () => encodeText(firmware),
    [parametersString]: () => {
      vendorMode = true;
      const linesPerInch = Math.round((model.maxX / model.widthMm) * 25.4);
      return encodeParameters({ ...model, linesPerInch, buttons: 0 });
    },
  };
  const stall = async (): Promise<never> => {
    throw new DriverError('PROTOCOL', 'the pad stalls this request');
  };
  const sendRaw = (report: Uint8Array) => {
    if (port.plugged && vendorMode) inputs.emit(report);
  };

  return {
    async connect() {
      const connection = port.connect();
      return {
        info: {
          vendorId: model.vendorId,
          productId: model.productId,
          product: `${model.name} (SIMULATED)`,
          serial,
          path: `simulated:${serial}`,
        },
        onInput: (callback) => inputs.on((report) => connection.open && callback(report)),
        onClosed: connection.onClosed,
        write: stall,
        getFeature: stall,
        setFeature: stall,
        async indexedString(index) {
          connection.assertOpen();
          return strings[index]?.() ?? stall();
        },
        close: connection.close,
      };
    },
    pen(state) {
      const pen = {
        kind: 'pen' as const,
        x: Math.max(0, Math.round(state.x * model.maxX)),
        y: Math.max(0, Math.round(state.y * model.maxY)),
        pressure: Math.round(state.pressure * model.maxPressure),
        tip: state.tip,
        barrel: false,
        barrel2: false,
        tiltX: 0,
        tiltY: 0,
      };
      sendRaw(encodeHuionReport(state.inRange ? pen : { kind: 'leave' }));
    },
    sendRaw,
    plug: port.plug,
    unplug: port.unplug,
    get plugged() {
      return port.plugged;
    },
  };
};
