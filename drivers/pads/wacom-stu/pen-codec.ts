import { DriverError } from '../../driver-error.ts';
import { stuReports } from './reports.ts';

/** One pen sample: 6 bytes, rdy 1 bit, sw 3 bits, pressure 12 bits, X and Y BE16. */
export type StuPen = {
  x: number;
  y: number;
  pressure: number;
  tip: boolean;
  inRange: boolean;
  /** Milliseconds of the pad's own clock, 16 bits; absent where the report carries none. */
  timeCount?: number;
  /** Counts every report, 16 bits; absent where the report carries none. */
  sequence?: number;
};

/** `encrypted`: whole AES blocks, `count` pens in them. `other`: events of the pad's own menus, keys, states. */
export type StuInput =
  | { kind: 'pen'; pen: StuPen }
  | { kind: 'encrypted'; cipher: Uint8Array; layout: 'pair' | 'timed' }
  | { kind: 'encryptionStatus'; status: Uint8Array }
  | { kind: 'other' };

const penLength = 6;
const proximityBit = 0x80;
const switchBits = 0x70;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The six bytes at `offset`, which the caller knows to be there. */
const readPen = (view: DataView, offset: number): StuPen => {
  const head = view.getUint16(offset);
  return {
    x: view.getUint16(offset + 2),
    y: view.getUint16(offset + 4),
    pressure: head & 0x0fff,
    tip: ((head >> 8) & switchBits) !== 0,
    inRange: ((head >> 8) & proximityBit) !== 0,
  };
};

const writePen = (view: DataView, offset: number, { x, y, pressure, tip, inRange }: StuPen): void => {
  view.setUint16(offset, (inRange ? 0x8000 : 0) | (tip ? 0x1000 : 0) | (pressure & 0x0fff));
  view.setUint16(offset + 2, x);
  view.setUint16(offset + 4, y);
};

const readTimedPen = (view: DataView, offset: number): StuPen => ({
  ...readPen(view, offset),
  timeCount: view.getUint16(offset + penLength),
  sequence: view.getUint16(offset + penLength + 2),
});

const writeTimedPen = (view: DataView, offset: number, pen: StuPen): void => {
  writePen(view, offset, pen);
  view.setUint16(offset + penLength, (pen.timeCount ?? 0) & 0xffff);
  view.setUint16(offset + penLength + 2, (pen.sequence ?? 0) & 0xffff);
};

type Decoder = { length: number; read(bytes: Uint8Array): StuInput };
const other: StuInput = { kind: 'other' };
const { penData, penDataEncrypted, penDataOption, penDataEncryptedOption } = stuReports;
const { penDataTimeCountSequence, penDataTimeCountSequenceEncrypted, encryptionStatus } = stuReports;
const cipherOf = (bytes: Uint8Array) => bytes.slice(1, 17);

/** By report ID: Windows pads every buffer to the longest report, so the length says nothing. */
const decoders: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [penData.id, { length: penData.length, read: (bytes) => ({ kind: 'pen', pen: readPen(viewOf(bytes), 1) }) }],
  [
    penDataOption.id,
    { length: penDataOption.length, read: (bytes) => ({ kind: 'pen', pen: readPen(viewOf(bytes), 1) }) },
  ],
  [
    penDataTimeCountSequence.id,
    {
      length: penDataTimeCountSequence.length,
      read: (bytes) => ({ kind: 'pen', pen: readTimedPen(viewOf(bytes), 1) }),
    },
  ],
  [
    penDataEncrypted.id,
    {
      length: penDataEncrypted.length,
      read: (bytes) => ({ kind: 'encrypted', cipher: cipherOf(bytes), layout: 'pair' }),
    },
  ],
  [
    penDataEncryptedOption.id,
    {
      length: penDataEncryptedOption.length,
      read: (bytes) => ({ kind: 'encrypted', cipher: cipherOf(bytes), layout: 'pair' }),
    },
  ],
  [
    penDataTimeCountSequenceEncrypted.id,
    {
      length: penDataTimeCountSequenceEncrypted.length,
      read: (bytes) => ({ kind: 'encrypted', cipher: cipherOf(bytes), layout: 'timed' }),
    },
  ],
  [
    encryptionStatus.id,
    { length: encryptionStatus.length, read: (bytes) => ({ kind: 'encryptionStatus', status: bytes.slice(1, 17) }) },
  ],
  ...[stuReports.devicePublicKey, stuReports.eventData, stuReports.eventDataEncrypted].map(
    ({ id, length }): [number, Decoder] => [id, { length, read: () => other }],
  ),
]);

/** Reads one input report; PROTOCOL when it is short or has an ID that no pad sends. */
export const decodeStuInput = (report: Uint8Array): StuInput => {
  const decoder = decoders.get(report[0] ?? -1);
  if (!decoder || report.length < 1 + decoder.length)
    throw new DriverError('PROTOCOL', `input report: ${report.length} bytes, ID ${report[0]}`);
  return decoder.read(report);
};

/** The pens of a decrypted block; PROTOCOL when it is of another session: a wrong key, or a report sent again. */
export const decodePlainBlock = (plain: Uint8Array, layout: 'pair' | 'timed', sessionId: number): StuPen[] => {
  if (plain.length !== 16) throw new DriverError('PROTOCOL', `block of ${plain.length} bytes`);
  const view = viewOf(plain);
  if (view.getUint32(layout === 'pair' ? 0 : 12) !== sessionId)
    throw new DriverError('PROTOCOL', 'a block of another session');
  return layout === 'pair' ? [readPen(view, 4), readPen(view, 10)] : [readTimedPen(view, 0)];
};

/** A block before it is encrypted, as the pad makes it; `pair` takes two pens. */
export const encodePlainBlock = (pens: StuPen[], layout: 'pair' | 'timed', sessionId: number): Uint8Array => {
  const block = new Uint8Array(16);
  const view = viewOf(block);
  view.setUint32(layout === 'pair' ? 0 : 12, sessionId);
  if (layout === 'timed') for (const pen of pens.slice(0, 1)) writeTimedPen(view, 0, pen);
  else for (const [i, pen] of pens.slice(0, 2).entries()) writePen(view, 4 + 6 * i, pen);
  return block;
};

/** A plain input report, as the pad sends it: with time and sequence when the pen has them. */
export const encodeStuPen = (pen: StuPen): Uint8Array => {
  const timed = pen.timeCount !== undefined;
  const { id, length } = timed ? penDataTimeCountSequence : penData;
  const report = new Uint8Array(1 + length);
  report[0] = id;
  if (timed) writeTimedPen(viewOf(report), 1, pen);
  else writePen(viewOf(report), 1, pen);
  return report;
};
