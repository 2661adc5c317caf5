import type { ByteStream } from '../../byte-stream.ts';
import { createListeners } from '../../listeners.ts';
import { createRandom } from '../../random.ts';
import { type Connection, createSimulatedPort } from '../../simulated-port.ts';
import { drawFingerprint } from './fingerprint-image.ts';
import { defaultSize, packGrey } from './image.ts';
import { createPacketParser, encodePacket, type Packet, pid } from './packet-codec.ts';
import { createSimulatedModule, packetSize } from './simulated-module.ts';

/** Sent once when the module has power. */
const readyByte = 0x55;

export type SimulatedReader = {
  connect(): Promise<ByteStream>;
  finger(present: boolean): void;
  unplug(): void;
  plug(): void;
  readonly plugged: boolean;
};

export type SimulatedReaderOptions = {
  /** Which finger; the same text is the same finger. */
  seed?: string;
  serial?: string;
  /** The 8-bit image that the glass sees instead of a drawn finger. */
  image?: Uint8Array;
  /** Random bytes between packets, and one damaged packet in the first image. */
  noise?: boolean;
  /** False: an older module without ReadProdInfo. */
  productInfo?: boolean;
};

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** A module on a serial line: acknowledgements and data packets, with the line's noise if wanted. */
export const simulateReader = (options: SimulatedReaderOptions = {}): SimulatedReader => {
  const { seed = 'demo', serial = 'SIM-0001', noise = false, productInfo = true } = options;
  let finger: Uint8Array | undefined;
  let dataSent = 0;
  const random = createRandom(`noise ${seed}`);
  const module = createSimulatedModule({
    serial,
    size: defaultSize,
    productInfo,
    look() {
      finger ??= options.image ?? drawFingerprint(seed);
      return finger;
    },
  });
  const port = createSimulatedPort('simulated fingerprint reader', module.powerLoss);

  const dataPackets = (image: Uint8Array): Packet[] =>
    Array.from({ length: Math.ceil(image.length / packetSize) }, (_, i) => ({
      pid: (i + 1) * packetSize < image.length ? pid.data : pid.lastData,
      payload: image.subarray(i * packetSize, (i + 1) * packetSize),
    }));

  const answer = (packet: Packet): Packet[] => {
    if (packet.pid !== pid.command) return [];
    const { ack, image } = module.answer(packet);
    return image ? [ack, ...dataPackets(packGrey(image))] : [ack];
  };
  const onTheWire = (packet: Packet): Uint8Array => {
    const bytes = encodePacket(packet);
    if (!noise) return bytes;
    if (packet.pid === pid.data && ++dataSent === 100) bytes[20] = (bytes[20] ?? 0) ^ 0x10;
    const before = Uint8Array.from({ length: Math.floor(4 * random()) }, () => 256 * random());
    return Uint8Array.of(...before, ...bytes);
  };

  const serve = (connection: Connection): ByteStream => {
    const output = createListeners<[Uint8Array]>();
    const parser = createPacketParser();
    const send = async (packets: Packet[]) => {
      for (const packet of packets) {
        await breathe();
        if (!connection.open) return;
        output.emit(onTheWire(packet));
      }
    };
    queueMicrotask(() => connection.open && output.emit(Uint8Array.of(readyByte)));
    return {
      async write(bytes) {
        connection.assertOpen();
        for (const command of parser.push(bytes)) void send(answer(command));
      },
      onData: output.on,
      onClosed: connection.onClosed,
      close: connection.close,
    };
  };

  return {
    connect: async () => serve(port.connect()),
    finger: module.finger,
    plug: port.plug,
    unplug: port.unplug,
    get plugged() {
      return port.plugged;
    },
  };
};
