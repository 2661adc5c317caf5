import type { ByteStream } from '../../byte-stream.ts';
import { DriverError } from '../../driver-error.ts';
import { createLatch } from '../../listeners.ts';
import { defaultSize, packedLength, sizeOf, unpackGrey } from './image.ts';
import type { Link } from './link.ts';
import { createPacketParser, encodePacket, type Packet, pid } from './packet-codec.ts';

const ackTimeoutMs = 2000;
const dataTimeoutMs = 1000;
/** No image is larger than 256 × 360 at 4 bits; a module that goes on for longer is out of step. */
const maxTransfer = (256 * 360) / 2;

/** EF01 packets over a serial line; an image comes as data packets of 4-bit pixels. */
export const createSerialLink = (stream: ByteStream): Link => {
  const parser = createPacketParser();
  const lost = createLatch();
  const received: Packet[] = [];
  let wake: (() => void) | undefined;

  const stopData = stream.onData((chunk) => {
    received.push(...parser.push(chunk));
    wake?.();
  });
  const stopClosed = stream.onClosed(() => {
    lost.set();
    wake?.();
  });

  const arrival = (timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      wake = () => {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      };
    });

  const nextPacket = async (timeoutMs: number): Promise<Packet> => {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const packet = received.shift();
      if (packet) return packet;
      if (lost.done) throw new DriverError('LOST', 'the reader was pulled out');
      const left = deadline - performance.now();
      if (left <= 0) {
        parser.reset();
        throw new DriverError('TIMEOUT', `the reader was silent for ${timeoutMs} ms`);
      }
      await arrival(left);
    }
  };

  /** The data packets that follow an acknowledgement, joined. PROTOCOL when there is no end. */
  const receiveData = async (onProgress: (bytes: number) => void): Promise<Uint8Array> => {
    const buffer = new Uint8Array(maxTransfer);
    let length = 0;
    for (;;) {
      const { pid: kind, payload } = await nextPacket(dataTimeoutMs);
      if (kind !== pid.data && kind !== pid.lastData) continue;
      if (length + payload.length > maxTransfer) throw new DriverError('PROTOCOL', 'more data than any image has');
      buffer.set(payload, length);
      length += payload.length;
      onProgress(length);
      if (kind === pid.lastData) return buffer.slice(0, length);
    }
  };

  return {
    onLost: lost.on,
    async request(command) {
      // What is left of an answer that nobody waited for.
      received.length = 0;
      await stream.write(encodePacket({ pid: pid.command, payload: command }));
      for (;;) {
        const { pid: kind, payload } = await nextPacket(ackTimeoutMs);
        const [code] = payload;
        if (kind === pid.ack && code !== undefined) return { code, data: payload.subarray(1) };
      }
    },
    async receiveImage(declared, onProgress) {
      const expected = packedLength(declared ?? defaultSize);
      const packed = await receiveData((bytes) => onProgress(Math.min(1, bytes / expected)));
      const size = sizeOf(packed.length, declared);
      return size && { ...size, grey: unpackGrey(packed) };
    },
    async close() {
      stopData();
      stopClosed();
      await stream.close();
    },
  };
};
