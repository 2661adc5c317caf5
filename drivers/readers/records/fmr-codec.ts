import { DriverError } from '../../driver-error.ts';
import { readWhole } from '../../whole-record.ts';

/** ISO/IEC 19794-2:2005 finger minutiae records ("FMR", version 20), off-card format. All big endian. */
export const minutiaTypes = ['other', 'ending', 'bifurcation'] as const;

export type Minutia = {
  type: (typeof minutiaTypes)[number];
  /** Pixels from the top left. */
  x: number;
  y: number;
  /** 256 units a turn, anticlockwise from the right. */
  angle: number;
  /** 1…100, 0 unknown. */
  quality: number;
};

export type MinutiaeView = {
  position: number;
  view: number;
  impression: number;
  quality: number;
  minutiae: Minutia[];
  /** Its extended data as it stands: makers disagree whether a block's length counts its own header. */
  extended: Uint8Array;
};

export type MinutiaeRecord = {
  certified: boolean;
  deviceId: number;
  width: number;
  height: number;
  /** Pixels per centimetre: 197 for 500 dpi. */
  xResolution: number;
  yResolution: number;
  views: MinutiaeView[];
  /** The last view announced more extended data than the record has, as some makers' do. */
  truncated: boolean;
};

const magic = [...new TextEncoder().encode('FMR\x00 20\x00')];
const headerLength = 24;
const viewHeaderLength = 4;
const minutiaLength = 6;

const fail = (why: string): never => {
  throw new DriverError('PROTOCOL', `minutiae record: ${why}`);
};

/** PROTOCOL when a number does not fit its field. We write no extended data: readers disagree about it. */
export const encodeMinutiae = (record: Omit<MinutiaeRecord, 'truncated'>): Uint8Array => {
  const { certified, deviceId, width, height, xResolution, yResolution, views } = record;
  const total = views.reduce(
    (sum, { minutiae }) => sum + viewHeaderLength + minutiae.length * minutiaLength + 2,
    headerLength,
  );
  const bytes = new Uint8Array(total);
  const data = new DataView(bytes.buffer);
  const bits = (value: number, most: number, what: string): number =>
    Number.isInteger(value) && value >= 0 && value <= most ? value : fail(`${what} ${value}`);
  bytes.set(magic);
  data.setUint32(8, total);
  data.setUint16(12, (certified ? 0x8000 : 0) | bits(deviceId, 0xfff, 'device'));
  for (const [i, value] of [width, height, xResolution, yResolution].entries())
    data.setUint16(14 + 2 * i, bits(value, 0xffff, 'size'));
  bytes[22] = bits(views.length, 0xff, 'views');
  let at = headerLength;
  for (const { position, view, impression, quality, minutiae, extended } of views) {
    if (extended.length > 0) fail('extended data');
    bytes.set(
      [
        bits(position, 10, 'position'),
        (bits(view, 15, 'view') << 4) | bits(impression, 15, 'impression'),
        bits(quality, 100, 'quality'),
        bits(minutiae.length, 0xff, 'minutiae'),
      ],
      at,
    );
    at += viewHeaderLength;
    for (const { type, x, y, angle, quality } of minutiae) {
      data.setUint16(at, (minutiaTypes.indexOf(type) << 14) | bits(x, 0x3fff, 'x'));
      data.setUint16(at + 2, bits(y, 0x3fff, 'y'));
      bytes.set([bits(angle, 0xff, 'angle'), bits(quality, 100, 'quality')], at + 4);
      at += minutiaLength;
    }
    at += 2;
  }
  return bytes;
};

const readMinutia = (data: DataView, at: number): Minutia => {
  const head = data.getUint16(at);
  const type = minutiaTypes[head >> 14] ?? fail('minutia of type 3');
  const y = data.getUint16(at + 2);
  if (y > 0x3fff) fail('reserved bits of a minutia');
  return { type, x: head & 0x3fff, y, angle: data.getUint8(at + 4), quality: data.getUint8(at + 5) };
};

const readRecord = (bytes: Uint8Array): MinutiaeRecord => {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [i, byte] of magic.entries()) if (data.getUint8(i) !== byte) fail('not a record of version 2.0');
  if (data.getUint32(8) !== bytes.length) fail(`says ${data.getUint32(8)} of ${bytes.length} bytes`);
  const count = data.getUint8(22);
  const [width, height] = [data.getUint16(14), data.getUint16(16)];
  if (data.getUint8(23) !== 0 || count === 0 || width === 0 || height === 0) fail('header');
  const device = data.getUint16(12);
  if (device & 0x7000) fail('certification');
  const views: MinutiaeView[] = [];
  let at = headerLength;
  let truncated = false;
  for (let i = 0; i < count; i++) {
    const [position, second, quality, minutiaCount] = [0, 1, 2, 3].map((offset) => data.getUint8(at + offset)) as [
      number,
      number,
      number,
      number,
    ];
    if (position > 10 || quality > 100) fail(`finger ${position} of quality ${quality}`);
    at += viewHeaderLength;
    const minutiae = Array.from({ length: minutiaCount }, (_, m) => readMinutia(data, at + m * minutiaLength));
    at += minutiaCount * minutiaLength;
    const announced = data.getUint16(at);
    at += 2;
    const end = Math.min(bytes.length, at + announced);
    truncated = at + announced > bytes.length;
    if (truncated && i + 1 < count) fail('extended data beyond the end');
    if (minutiae.some(({ x, y }) => x >= width || y >= height)) fail('a minutia outside the image');
    const extended = bytes.slice(at, end);
    views.push({ position, view: second >> 4, impression: second & 0x0f, quality, minutiae, extended });
    at = end;
  }
  if (at !== bytes.length) fail(`${bytes.length - at} bytes left`);
  return {
    certified: (device & 0x8000) !== 0,
    deviceId: device & 0xfff,
    width,
    height,
    xResolution: data.getUint16(18),
    yResolution: data.getUint16(20),
    views,
    truncated,
  };
};

/** Reads a record; PROTOCOL for what is none. An extension that is cut off at the record's end is taken, and said. */
export const decodeMinutiae = (bytes: Uint8Array): MinutiaeRecord => readWhole(() => readRecord(bytes), fail);
