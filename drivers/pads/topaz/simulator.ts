import type { ByteStream } from '../../byte-stream.ts';
import { createListeners } from '../../listeners.ts';
import { createSimulatedPort } from '../../simulated-port.ts';
import { type TopazModel, topazModels } from './models.ts';
import { encodeTopazPacket } from './packet-codec.ts';

/** A line cannot say that nobody holds a pen at its other end: the model says it. */
export const simulatedTopazModel: TopazModel = { ...topazModels[0], simulated: true };

export type SimulatedTopaz = {
  connect(): Promise<ByteStream>;
  /** In fractions 0…1 of the glass. */
  pen(state: { x: number; y: number; tip: boolean; inRange: boolean }): void;
  sendRaw(bytes: Uint8Array): void;
  unplug(): void;
  plug(): void;
};

/** The pad's own side: a line that speaks, and does not listen. */
export const simulateTopaz = (model: TopazModel = simulatedTopazModel): SimulatedTopaz => {
  const output = createListeners<[Uint8Array]>();
  const port = createSimulatedPort('simulated Topaz pad', () => undefined);
  const sendRaw = (bytes: Uint8Array) => {
    if (port.plugged) output.emit(bytes);
  };
  return {
    async connect() {
      const connection = port.connect();
      return {
        write: async () => connection.assertOpen(),
        onData: (callback) => output.on((bytes) => connection.open && callback(bytes)),
        onClosed: connection.onClosed,
        close: connection.close,
      };
    },
    pen: ({ x, y, tip, inRange }) =>
      sendRaw(
        encodeTopazPacket({
          x: Math.round(x * model.maxX),
          y: Math.round(y * model.maxY),
          tip: tip && inRange,
          inRange,
        }),
      ),
    sendRaw,
    plug: port.plug,
    unplug: port.unplug,
  };
};
