/**
 * `EF 01 | address 4 | PID | length BE16 | payload | checksum BE16`; the length counts payload and checksum, the
 * checksum is the low 16 bits of the sum of PID, both length bytes and payload.
 */
export const pid = { command: 0x01, data: 0x02, ack: 0x07, lastData: 0x08 } as const;

export type Packet = { pid: number; payload: Uint8Array };

const header = [0xef, 0x01];
/** The factory address of every module. */
const address = [0xff, 0xff, 0xff, 0xff];
const start = [...header, ...address];
const overhead = start.length + 1 + 2 + 2;
const maxPayload = 256;
const pids: ReadonlySet<number> = new Set(Object.values(pid));

const checksum = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (sum + byte) & 0xffff, 0);

/** One packet; the payload has at most 256 bytes. */
export const encodePacket = ({ pid, payload }: Packet): Uint8Array => {
  const bytes = new Uint8Array(overhead + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set(start);
  bytes[6] = pid;
  view.setUint16(7, payload.length + 2);
  bytes.set(payload, 9);
  view.setUint16(9 + payload.length, checksum(bytes.subarray(6, -2)));
  return bytes;
};

/** The packet at the start of the bytes; `more` when they may become one, `noise` when they cannot. */
const readPacket = (bytes: Uint8Array): Packet | 'more' | 'noise' => {
  for (const [i, expected] of start.entries()) {
    if (i >= bytes.length) return 'more';
    if (bytes[i] !== expected) return 'noise';
  }
  if (bytes.length < 9) return 'more';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint8(6);
  const payloadLength = view.getUint16(7) - 2;
  if (!pids.has(kind) || payloadLength < 0 || payloadLength > maxPayload) return 'noise';
  const end = overhead + payloadLength;
  if (bytes.length < end) return 'more';
  if (checksum(bytes.subarray(6, end - 2)) !== view.getUint16(end - 2)) return 'noise';
  return { pid: kind, payload: bytes.slice(9, end - 2) };
};

/**
 * Finds packets in a stream of chunks of any size. Noise is dropped byte by byte until a packet fits, so that a packet
 * inside or behind a damaged one is still found. `reset` forgets an unfinished packet, after a time-out.
 */
export const createPacketParser = () => {
  let pending = new Uint8Array();
  let noiseBytes = 0;
  return {
    push(chunk: Uint8Array): Packet[] {
      const bytes = new Uint8Array(pending.length + chunk.length);
      bytes.set(pending);
      bytes.set(chunk, pending.length);
      const packets: Packet[] = [];
      let offset = 0;
      while (offset < bytes.length) {
        const found = readPacket(bytes.subarray(offset));
        if (found === 'more') break;
        if (found === 'noise') {
          offset++;
          noiseBytes++;
        } else {
          packets.push(found);
          offset += overhead + found.payload.length;
        }
      }
      pending = bytes.slice(offset);
      return packets;
    },
    reset(): void {
      noiseBytes += pending.length;
      pending = new Uint8Array();
    },
    get noiseBytes() {
      return noiseBytes;
    },
  };
};
