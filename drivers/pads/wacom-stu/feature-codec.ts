import { DriverError } from '../../driver-error.ts';
import type { PixelBox } from '../pad-screen.ts';
import { stuReports } from './reports.ts';

const payload = (report: Uint8Array, { id, length }: { id: number; length: number }): DataView => {
  if (report.length < 1 + length || report[0] !== id)
    throw new DriverError('PROTOCOL', `feature report ${id}: ${report.length} bytes, ID ${report[0]}`);
  return new DataView(report.buffer, report.byteOffset + 1, length);
};

const textOf = (view: DataView, offset: number, length: number): string => {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, length);
  const text = String.fromCharCode(...bytes).split('\0')[0] ?? '';
  return text.replace(/[^\x20-\x7e]/g, '').trim();
};

export type StuStatus = { state: number; lastResult: number; statusWord: number };

export const decodeStatus = (report: Uint8Array): StuStatus => {
  const view = payload(report, stuReports.status);
  return { state: view.getUint8(0), lastResult: view.getUint8(1), statusWord: view.getUint16(2, true) };
};

export const encodeStatus = ({ state, lastResult, statusWord }: StuStatus): Uint8Array =>
  Uint8Array.of(stuReports.status.id, state, lastResult, statusWord & 0xff, statusWord >> 8);

export type StuInformation = { model: string; firmware: string; secureIc: boolean };

/** Model name 9 ASCII, firmware major and minor, secure IC 0 or 1, its version 4. */
export const decodeInformation = (report: Uint8Array): StuInformation => {
  const view = payload(report, stuReports.information);
  return {
    model: textOf(view, 0, 9),
    firmware: `${view.getUint8(9)}.${view.getUint8(10)}`,
    secureIc: view.getUint8(11) === 1,
  };
};

export const encodeInformation = ({ model, firmware, secureIc }: StuInformation): Uint8Array => {
  const report = new Uint8Array(1 + stuReports.information.length);
  report[0] = stuReports.information.id;
  new TextEncoder().encodeInto(model, report.subarray(1, 10));
  report.set(firmware.split('.').map(Number), 10);
  report[12] = secureIc ? 1 : 0;
  return report;
};

/** Bits of Capability's encoding flag. */
export const encodingFlag = { zlib: 1, oneBit: 2, sixteenBit: 4, twentyFourBit: 8 } as const;

export type StuCapability = {
  maxX: number;
  maxY: number;
  maxPressure: number;
  screenWidth: number;
  screenHeight: number;
  /** Rate, resolution and encodings are zero on the oldest pads. */
  reportRate: number;
  linesPerInch: number;
  encodings: number;
};

export const decodeCapability = (report: Uint8Array): StuCapability => {
  const view = payload(report, stuReports.capability);
  return {
    maxX: view.getUint16(0),
    maxY: view.getUint16(2),
    maxPressure: view.getUint16(4),
    screenWidth: view.getUint16(6),
    screenHeight: view.getUint16(8),
    reportRate: view.getUint8(10),
    linesPerInch: view.getUint16(11),
    encodings: view.getUint8(13),
  };
};

export const encodeCapability = (capability: StuCapability): Uint8Array => {
  const report = new Uint8Array(1 + stuReports.capability.length);
  report[0] = stuReports.capability.id;
  const view = payload(report, stuReports.capability);
  const { maxX, maxY, maxPressure, screenWidth, screenHeight } = capability;
  for (const [i, value] of [maxX, maxY, maxPressure, screenWidth, screenHeight].entries()) view.setUint16(2 * i, value);
  view.setUint8(10, capability.reportRate);
  view.setUint16(11, capability.linesPerInch);
  view.setUint8(13, capability.encodings);
  return report;
};

/** Corners of a rectangle, both inside it, LE16. */
const corners = ({ x, y, width, height }: PixelBox): number[] =>
  [x, y, x + width - 1, y + height - 1].flatMap((value) => [value & 0xff, value >> 8]);

const readCorners = (view: DataView, offset: number): PixelBox => {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [0, 2, 4, 6].map((at) => view.getUint16(offset + at, true));
  if (x1 < x0 || y1 < y0) throw new DriverError('PROTOCOL', `rectangle ${x0},${y0} to ${x1},${y1}`);
  return { x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 };
};

/** Where the pad itself draws ink. */
export const encodeHandwritingArea = (box: PixelBox): Uint8Array =>
  Uint8Array.of(stuReports.handwritingArea.id, ...corners(box));
export const decodeHandwritingArea = (report: Uint8Array): PixelBox =>
  readCorners(payload(report, stuReports.handwritingArea), 0);

export const encodeImageArea = (encoding: number, box: PixelBox): Uint8Array =>
  Uint8Array.of(stuReports.startImageDataArea.id, encoding, 1, ...corners(box));
export const decodeImageArea = (report: Uint8Array): { encoding: number; box: PixelBox } => {
  const view = payload(report, stuReports.startImageDataArea);
  return { encoding: view.getUint8(0), box: readCorners(view, 2) };
};

/** One block of an image: the length LE16, then the data; always as long as the report descriptor says. */
export const encodeImageBlock = (data: Uint8Array, declaredLength: number): Uint8Array => {
  const report = new Uint8Array(1 + declaredLength);
  report.set([stuReports.imageDataBlock.id, data.length & 0xff, data.length >> 8]);
  report.set(data, 3);
  return report;
};
export const decodeImageBlock = (report: Uint8Array): Uint8Array => {
  if (report.length < 3 || report[0] !== stuReports.imageDataBlock.id)
    throw new DriverError('PROTOCOL', `image block of ${report.length} bytes`);
  const length = (report[1] ?? 0) | ((report[2] ?? 0) << 8);
  if (3 + length > report.length) throw new DriverError('PROTOCOL', `image block says ${length} of ${report.length}`);
  return report.slice(3, 3 + length);
};

export const encodeUint32 = (id: number, value: number): Uint8Array => {
  const report = new Uint8Array(5);
  report[0] = id;
  new DataView(report.buffer).setUint32(1, value);
  return report;
};

/** Names that make a pad its own: Uid2 and the 540's serial; empty when it was never given one. */
export const decodeSerial = (report: Uint8Array, row: { id: number; length: number }): string =>
  textOf(payload(report, row), 0, row.length);
