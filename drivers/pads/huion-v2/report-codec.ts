import { DriverError } from '../../driver-error.ts';

/**
 * The 12-byte report of the v2 vendor mode: ID 0x08, status, X and Y low 16 bits LE, pressure LE16, X bits 16-23,
 * Y bits 16-23, tilt X, tilt Y with its sign flipped.
 */
const huionReportId = 0x08;
const reportLength = 12;

const penBit = 0x80;
const tipBit = 0x01;
const barrelBit = 0x02;
const barrel2Bit = 0x04;

export type HuionPen = {
  kind: 'pen';
  x: number;
  y: number;
  pressure: number;
  tip: boolean;
  barrel: boolean;
  barrel2: boolean;
  /** Degrees, positive to the right and towards the user. */
  tiltX: number;
  tiltY: number;
};
/** `leave`: the pen left the area (some firmware never says so). `other`: buttons, strips, dials. */
export type HuionReport = HuionPen | { kind: 'leave' } | { kind: 'other' };

/** Status bytes of what is not a pen: frame buttons, grouped buttons, touch strip or ring, dial. */
const otherStatus = new Set([0xe0, 0xe3, 0xf0, 0xf1]);

/** Reads one report; PROTOCOL when it is short, has another ID, or an unknown status. */
export const decodeHuionReport = (report: Uint8Array): HuionReport => {
  const status = report[1];
  if (report.length < reportLength || report[0] !== huionReportId || status === undefined)
    throw new DriverError('PROTOCOL', `pen report: ${report.length} bytes, ID ${report[0]}`);
  if (status === 0) return { kind: 'leave' };
  if (otherStatus.has(status)) return { kind: 'other' };
  // Bit 0x40 would be a report that hid-uclogic has rewritten into another layout: not ours to guess.
  if ((status & ~(tipBit | barrelBit | barrel2Bit)) !== penBit)
    throw new DriverError('PROTOCOL', `pen report: status ${status}`);

  const view = new DataView(report.buffer, report.byteOffset, report.byteLength);
  const tiltY = view.getInt8(11);
  return {
    kind: 'pen',
    x: view.getUint16(2, true) | (view.getUint8(8) << 16),
    y: view.getUint16(4, true) | (view.getUint8(9) << 16),
    pressure: view.getUint16(6, true),
    tip: (status & tipBit) !== 0,
    barrel: (status & barrelBit) !== 0,
    barrel2: (status & barrel2Bit) !== 0,
    tiltX: view.getInt8(10),
    tiltY: tiltY === 0 ? 0 : -tiltY,
  };
};

/** Writes one report, as the pad does. */
export const encodeHuionReport = (report: HuionPen | { kind: 'leave' }): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  const view = new DataView(bytes.buffer);
  bytes[0] = huionReportId;
  if (report.kind === 'leave') return bytes;
  bytes[1] = penBit | (report.tip ? tipBit : 0) | (report.barrel ? barrelBit : 0) | (report.barrel2 ? barrel2Bit : 0);
  view.setUint16(2, report.x & 0xffff, true);
  view.setUint16(4, report.y & 0xffff, true);
  view.setUint16(6, report.pressure, true);
  view.setUint8(8, report.x >> 16);
  view.setUint8(9, report.y >> 16);
  view.setInt8(10, report.tiltX);
  view.setInt8(11, -report.tiltY);
  return bytes;
};
