/** A serial number is the node's, 8 bytes, and the sequence number within the node, 8 bytes. */
const nodeBytes = 8;

/** What the clock says in microseconds, which no node outruns: it cannot sign a million times a second. */
const microseconds = (): number => Date.now() * 1000;

/**
 * Rising serial numbers, unique for all time (RFC 3161 §2.4.2). They go on after `last` or at the clock's microsecond,
 * whichever is later: a folder that was restored from an old backup does not give numbers again which it has forgotten.
 */
export const createSerials = (node: Uint8Array, last: number): (() => Uint8Array) => {
  let sequence = Math.max(last + 1, microseconds());
  return () => {
    const serial = Buffer.alloc(2 * nodeBytes);
    serial.set(node);
    serial.writeUInt32BE(Math.floor(sequence / 2 ** 32), nodeBytes);
    serial.writeUInt32BE(sequence++ % 2 ** 32, nodeBytes + 4);
    return serial;
  };
};

/** The sequence number in a serial number of ours, hexadecimal. */
export const sequenceOf = (serial: string): number => Number.parseInt(serial.slice(-2 * nodeBytes), 16);
