import type { HidDeviceSide } from '../../hid-device-side.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { createListeners } from '../../listeners.ts';
import { hidOverCable } from '../../simulated-hid.ts';
import { createSimulatedPort } from '../../simulated-port.ts';
import { epadModels } from './models.ts';
import { encodeEpadReport } from './report-codec.ts';

const [model] = epadModels;

/** The report descriptor of a real pad, 124 bytes. */
const descriptor =
  '0600ff09ffa101150025010509090175019501810209028102050d0939a1020600ff1901290315012503950175038100c0050d0933150025' +
  '01750195018102093581027501810105010930350046002326500b651355fd751081020931460014265a058102050d0930457f257f650055' +
  '0075078112750125018101c0';

export type SimulatedEpad = {
  device: HidDeviceSide;
  connect(): Promise<HidTransport>;
  /** In fractions 0…1 of the glass and of full pressure; in the air the pad sees nothing. */
  pen(state: { x: number; y: number; pressure: number; tip: boolean; inRange: boolean }): void;
  sendRaw(report: Uint8Array): void;
  unplug(): void;
  plug(): void;
};

/** The pad's own side: it sends reports, and takes nothing. */
export const simulateEpad = (serial = 'SIM-EPAD-1'): SimulatedEpad => {
  const inputs = createListeners<[Uint8Array]>();
  const port = createSimulatedPort('simulated ePad', () => undefined);
  const sendRaw = (report: Uint8Array) => {
    if (port.plugged) inputs.emit(report);
  };
  const device: HidDeviceSide = {
    vendorId: model.vendorId,
    productId: model.productId,
    manufacturer: model.vendor,
    product: `${model.name} (SIMULATED)`,
    serial,
    reportDescriptor: Uint8Array.from(descriptor.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
    onInput: inputs.on,
    getFeature: () => undefined,
    setFeature: () => false,
    write: () => false,
    indexedString: () => undefined,
    powerLoss: () => undefined,
  };
  return {
    device,
    connect: async () => hidOverCable(device, port.connect()),
    pen({ x, y, pressure, tip, inRange }) {
      sendRaw(
        encodeEpadReport({
          x: Math.round(x * model.maxX),
          y: Math.round(y * model.maxY),
          pressure: Math.round(pressure * model.maxPressure),
          tip: tip && inRange,
        }),
      );
    },
    sendRaw,
    plug: port.plug,
    unplug: port.unplug,
  };
};
