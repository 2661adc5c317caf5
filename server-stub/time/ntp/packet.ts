import { readShort, readTimestamp, writeShort, writeTimestamp } from './timestamp.ts';

/** Bytes of a header without extensions (RFC 5905 §7.3). */
export const packetBytes = 48;

export const modes = { client: 3, server: 4 } as const;
export const version = 4;
/** Values of the leap indicator (RFC 5905 §7.3, figure 9). */
export const leap = { none: 0, insert: 1, delete: 2, unsynchronised: 3 } as const;

/** The header of RFC 5905 §7.3: times in ms since 1970, intervals in ms; `undefined` where a timestamp is zero. */
export type Packet = {
  leap: number;
  version: number;
  mode: number;
  stratum: number;
  poll: number;
  /** log2 of seconds. */
  precision: number;
  rootDelay: number;
  rootDispersion: number;
  referenceId: Uint8Array;
  reference: number | undefined;
  /** The bytes of the client's transmit timestamp, given back: a client may put any number there. */
  origin: Uint8Array;
  receive: number | undefined;
  transmit: number | undefined;
};

/** A packet, or undefined for what is too short to be one. What follows the header (extensions, MAC) is not read. */
export const decodePacket = (bytes: Uint8Array): Packet | undefined => {
  if (bytes.length < packetBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, packetBytes);
  const first = view.getUint8(0);
  return {
    leap: first >> 6,
    version: (first >> 3) & 7,
    mode: first & 7,
    stratum: view.getUint8(1),
    poll: view.getInt8(2),
    precision: view.getInt8(3),
    rootDelay: readShort(view, 4),
    rootDispersion: readShort(view, 8),
    referenceId: bytes.slice(12, 16),
    reference: readTimestamp(view, 16),
    origin: bytes.slice(24, 32),
    receive: readTimestamp(view, 32),
    transmit: readTimestamp(view, 40),
  };
};

export const encodePacket = (packet: Packet): Uint8Array => {
  const bytes = new Uint8Array(packetBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, (packet.leap << 6) | (packet.version << 3) | packet.mode);
  view.setUint8(1, packet.stratum);
  view.setInt8(2, packet.poll);
  view.setInt8(3, packet.precision);
  writeShort(view, 4, packet.rootDelay);
  writeShort(view, 8, packet.rootDispersion);
  bytes.set(packet.referenceId, 12);
  if (packet.reference !== undefined) writeTimestamp(view, 16, packet.reference);
  bytes.set(packet.origin, 24);
  if (packet.receive !== undefined) writeTimestamp(view, 32, packet.receive);
  if (packet.transmit !== undefined) writeTimestamp(view, 40, packet.transmit);
  return bytes;
};

/**
 * A client's request: everything zero but version and mode, and `nonce` (8 bytes) as transmit timestamp, which the answer must give
 * back. It tells nothing about our clock, and nobody who does not see it can answer it.
 */
export const clientRequest = (nonce: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(packetBytes);
  bytes[0] = (version << 3) | modes.client;
  bytes.set(nonce, 40);
  return bytes;
};
