import type { HidDeviceSide } from '../hid-device-side.ts';
import type { HidTransport } from '../hid-transport.ts';
import { createListeners } from '../listeners.ts';
import { hidOverCable } from '../simulated-hid.ts';
import { createSimulatedPort } from '../simulated-port.ts';
import type { PenState } from './pen-state.ts';

/** A pad's own side, with a hand that writes on it. */
export type SimulatedHidPad = {
  device: HidDeviceSide;
  connect(): Promise<HidTransport>;
  pen(state: PenState): void;
  /** Sends bytes as they are, for tests of what a faulty pad sends. */
  sendRaw(report: Uint8Array): void;
  unplug(): void;
  plug(): void;
  readonly plugged: boolean;
};

export type SimulatedHidPadOptions = Pick<HidDeviceSide, 'vendorId' | 'productId' | 'reportDescriptor'> & {
  vendor: string;
  name: string;
  serial: string;
  /** The reports that this pen position makes; none where the pad sees nothing. */
  reports(state: PenState): Uint8Array[];
  /** False: not switched on yet, nothing leaves the pad. */
  speaks?(): boolean;
  /** Answers to what the host asks and sets; everything else is stalled. `send` answers with an input report. */
  requests?(
    send: (report: Uint8Array) => void,
  ): Partial<Pick<HidDeviceSide, 'getFeature' | 'setFeature' | 'write' | 'indexedString'>>;
  powerLoss?(): void;
};

/** Hexadecimal digits as bytes: descriptors are best read as they are published. */
export const hexBytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

export const simulateHidPad = (options: SimulatedHidPadOptions): SimulatedHidPad => {
  const { vendorId, productId, vendor, name, serial, reportDescriptor } = options;
  const powerLoss = options.powerLoss ?? (() => undefined);
  const inputs = createListeners<[Uint8Array]>();
  const port = createSimulatedPort(`simulated ${name}`, powerLoss);
  const sendRaw = (report: Uint8Array) => {
    if (port.plugged && (options.speaks?.() ?? true)) inputs.emit(report);
  };
  const device: HidDeviceSide = {
    ...{ vendorId, productId, manufacturer: vendor, product: `${name} (SIMULATED)`, serial, reportDescriptor },
    onInput: inputs.on,
    getFeature: () => undefined,
    setFeature: () => false,
    write: () => false,
    indexedString: () => undefined,
    ...options.requests?.(sendRaw),
    powerLoss,
  };
  return {
    device,
    connect: async () => hidOverCable(device, port.connect()),
    pen: (state) => options.reports(state).forEach(sendRaw),
    sendRaw,
    plug: port.plug,
    unplug: port.unplug,
    get plugged() {
      return port.plugged;
    },
  };
};
