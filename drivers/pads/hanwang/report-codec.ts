import { DriverError } from '../../driver-error.ts';
import type { PenEvent } from '../pen-stream.ts';

/** Ten bytes: kind, status, X and Y BE16, then pressure in eleven bits over three bytes; tilt has no known centre. */
const reportLength = 10;
const penReport = 0x02;
const keyReport = 0x0c;
const left = 0x80;
const entered = 0xc2;

/** Reads one report; PROTOCOL when it is short or of an unknown kind. There is no tip switch: a pen that presses is down. */
export const decodeHanwangReport = (report: Uint8Array): PenEvent => {
  if (report.length < reportLength) throw new DriverError('PROTOCOL', `pen report of ${report.length} bytes`);
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength);
  const kind = view.getUint8(0);
  const status = view.getUint8(1);
  if (kind === keyReport) return { kind: 'other' };
  if (kind !== penReport) throw new DriverError('PROTOCOL', `report of kind ${kind}`);
  if (status === left) return { kind: 'leave' };
  // Which tool has come: it carries no place.
  if (status === entered) return { kind: 'other' };
  const pressure = (view.getUint8(6) << 3) | ((view.getUint8(7) & 0xc0) >> 5) | (status & 1);
  return { kind: 'pen', x: view.getUint16(2), y: view.getUint16(4), pressure, tip: pressure > 0 };
};

/** Writes one report, as the pad does. */
export const encodeHanwangReport = (
  state: { x: number; y: number; pressure: number } | 'enter' | 'leave',
): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  const view = new DataView(bytes.buffer);
  bytes[0] = penReport;
  if (state === 'leave') bytes[1] = left;
  else if (state === 'enter') bytes.set([entered, 0, 0x20], 1);
  else {
    bytes[1] = 0xa0 | (state.pressure & 1);
    view.setUint16(2, state.x);
    view.setUint16(4, state.y);
    bytes[6] = state.pressure >> 3;
    bytes[7] = (state.pressure & 6) << 5;
  }
  return bytes;
};
