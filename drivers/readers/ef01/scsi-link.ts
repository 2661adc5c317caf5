import { DriverError } from '../../driver-error.ts';
import { createLatch } from '../../listeners.ts';
import type { ScsiTransport } from '../../mass-storage/scsi-transport.ts';
import type { Link } from './link.ts';
import { createPacketParser, encodePacket, pid } from './packet-codec.ts';

/** First byte of the vendor's command descriptor blocks; the other nine are zero. */
export const tunnel = { toModule: 0x86, fromModule: 0x85 } as const;
export const tunnelCommand = (operation: number): Uint8Array => Uint8Array.of(operation, ...new Uint8Array(9));

/** However short the acknowledgement, this much is read for it. */
export const ackLength = 64;

/** The sensor of the 10-inch pads, unless the module says otherwise. */
export const scsiImageSize = { width: 256, height: 360 } as const;

/**
 * EF01 packets through a mass-storage device: commands are written, acknowledgements read, and an image comes raw, 8 bits
 * a pixel, in two halves.
 */
export const createScsiLink = (transport: ScsiTransport): Link => {
  const lost = createLatch();
  const stopClosed = transport.onClosed(lost.set);
  const read = (length: number) => transport.read(tunnelCommand(tunnel.fromModule), length);

  return {
    onLost: lost.on,
    async request(command) {
      await transport.write(tunnelCommand(tunnel.toModule), encodePacket({ pid: pid.command, payload: command }));
      const answer = await read(ackLength);
      const ack = createPacketParser()
        .push(answer)
        .find((packet) => packet.pid === pid.ack);
      const code = ack?.payload[0];
      if (!ack || code === undefined) throw new DriverError('PROTOCOL', `no acknowledgement in ${answer.length} bytes`);
      return { code, data: ack.payload.subarray(1) };
    },
    async receiveImage(declared, onProgress) {
      const { width, height } = declared ?? scsiImageSize;
      const half = Math.ceil((width * height) / 2);
      const upper = await read(half);
      onProgress(0.5);
      const lower = await read(width * height - half);
      onProgress(1);
      if (upper.length + lower.length !== width * height) return undefined;
      return { width, height, grey: Uint8Array.of(...upper, ...lower) };
    },
    async close() {
      stopClosed();
      await transport.close();
    },
  };
};
