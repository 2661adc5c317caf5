import type { PenEvent } from '../pen-stream.ts';

/**
 * Five bytes: the first alone has bit 7 set; in it, bit 6 is proximity and bit 0 touch. X and Y have 12 bits, the low seven
 * first. No pressure, no checksum; the upper bits of the high bytes are zero.
 */
const packetLength = 5;
const syncBit = 0x80;
const proximityBit = 0x40;
const touchBit = 0x01;
const highBits = 0x1f;

/** Pressure of a pad that only knows touch. */
export const topazMaxPressure = 1;

const readPacket = (bytes: ArrayLike<number>): PenEvent | undefined => {
  const [status = 0, xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = Array.from(bytes);
  if (((xHigh | yHigh) & ~highBits) !== 0) return undefined;
  const tip = (status & touchBit) !== 0;
  if (!tip && (status & proximityBit) === 0) return { kind: 'leave' };
  return {
    kind: 'pen',
    x: (xHigh << 7) | (xLow & 0x7f),
    y: (yHigh << 7) | (yLow & 0x7f),
    pressure: tip ? topazMaxPressure : 0,
    tip,
  };
};

/** Finds packets in a stream of chunks of any size; a byte with bit 7 always begins one, whatever was before it. */
export const createTopazParser = () => {
  let pending: number[] = [];
  return {
    /** Whole packets, and how many pieces were none. */
    push(chunk: Uint8Array): { events: PenEvent[]; malformed: number } {
      const events: PenEvent[] = [];
      let malformed = 0;
      for (const byte of chunk) {
        if (byte & syncBit) {
          if (pending.length > 0) malformed++;
          pending = [byte];
        } else if (pending.length > 0) pending.push(byte);
        if (pending.length < packetLength) continue;
        const event = readPacket(pending);
        if (event) events.push(event);
        else malformed++;
        pending = [];
      }
      return { events, malformed };
    },
  };
};

/** Writes one packet, as the pad does. */
export const encodeTopazPacket = (pen: { x: number; y: number; tip: boolean; inRange: boolean }): Uint8Array =>
  Uint8Array.of(
    syncBit | (pen.inRange ? proximityBit : 0) | (pen.tip ? touchBit : 0),
    pen.x & 0x7f,
    (pen.x >> 7) & highBits,
    pen.y & 0x7f,
    (pen.y >> 7) & highBits,
  );
