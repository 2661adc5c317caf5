import { DriverError } from '../../driver-error.ts';
import { readWhole } from '../../whole-record.ts';

/** ISO/IEC 19794-4:2005 finger image records ("FIR", version 010), raw 8-bit grey, one view per finger. All big endian. */
export type FingerImageView = {
  position: number;
  /** 0…100. */
  quality: number;
  impression: number;
  width: number;
  height: number;
  /** Row by row, 0 = ridge (black). */
  grey: Uint8Array;
};

export type FingerImageRecord = {
  /** The capture device's number, of its maker's own choice; 0 unknown. */
  deviceId: number;
  /** Pixels per inch, as scanned and as kept. */
  dpi: number;
  views: FingerImageView[];
};

const magic = [...new TextEncoder().encode('FIR\x00010\x00')];
const headerLength = 32;
const viewHeaderLength = 14;
/** Setting level of 500 dpi and 8 bits without certification (table 1). */
const acquisitionLevel = 30;
const pixelsPerInch = 1;
const depth = 8;
const uncompressed = 0;

const fail = (why: string): never => {
  throw new DriverError('PROTOCOL', `finger image record: ${why}`);
};

/** PROTOCOL when an image is not as large as it says, or a number does not fit its field. */
export const encodeFingerImages = ({ deviceId, dpi, views }: FingerImageRecord): Uint8Array => {
  if (views.length === 0 || views.length > 0xff) fail(`${views.length} fingers`);
  for (const { width, height, grey, quality } of views)
    if (grey.length !== width * height || width > 0xffff || height > 0xffff || quality > 100)
      fail(`image ${width} x ${height} of ${grey.length} bytes, quality ${quality}`);
  const total = headerLength + views.reduce((sum, { grey }) => sum + viewHeaderLength + grey.length, 0);
  const record = new Uint8Array(total);
  const view = new DataView(record.buffer);
  record.set(magic);
  // The length has six bytes, of which no record of ours needs the first two.
  view.setUint32(10, total);
  view.setUint16(14, deviceId);
  view.setUint16(16, acquisitionLevel);
  record.set([views.length, pixelsPerInch], 18);
  for (const at of [20, 22, 24, 26]) view.setUint16(at, dpi);
  record.set([depth, uncompressed], 28);
  let at = headerLength;
  for (const { position, quality, impression, width, height, grey } of views) {
    view.setUint32(at, viewHeaderLength + grey.length);
    // One view of one, its number 1.
    record.set([position, 1, 1, quality, impression], at + 4);
    view.setUint16(at + 9, width);
    view.setUint16(at + 11, height);
    record.set(grey, at + viewHeaderLength);
    at += viewHeaderLength + grey.length;
  }
  return record;
};

const readRecord = (bytes: Uint8Array): FingerImageRecord => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [i, byte] of magic.entries()) if (view.getUint8(i) !== byte) fail('not a record of version 010');
  if (view.getUint16(8) !== 0 || view.getUint32(10) !== bytes.length) fail(`length of ${bytes.length} bytes`);
  if (view.getUint8(19) !== pixelsPerInch) fail('resolution per centimetre');
  const dpi = view.getUint16(24);
  if (dpi === 0 || view.getUint16(26) !== dpi) fail(`resolution ${dpi}`);
  if (view.getUint8(28) !== depth || view.getUint8(29) !== uncompressed) fail('not uncompressed 8-bit grey');
  const views: FingerImageView[] = [];
  let at = headerLength;
  for (let finger = 0; finger < view.getUint8(18); finger++) {
    const length = view.getUint32(at);
    const [width, height] = [view.getUint16(at + 9), view.getUint16(at + 11)];
    if (length !== viewHeaderLength + width * height || at + length > bytes.length) fail(`image ${finger}`);
    views.push({
      position: view.getUint8(at + 4),
      quality: view.getUint8(at + 7),
      impression: view.getUint8(at + 8),
      width,
      height,
      grey: bytes.slice(at + viewHeaderLength, at + length),
    });
    at += length;
  }
  if (at !== bytes.length || views.length === 0) fail(`${bytes.length - at} bytes left`);
  return { deviceId: view.getUint16(14), dpi, views };
};

/** Reads a record of raw 8-bit images; PROTOCOL for anything else. */
export const decodeFingerImages = (bytes: Uint8Array): FingerImageRecord => readWhole(() => readRecord(bytes), fail);
