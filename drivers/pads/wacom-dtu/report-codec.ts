import { DriverError } from '../../driver-error.ts';
import type { PenEvent } from '../pen-stream.ts';
import { border, type WacomDtuModel } from './models.ts';

type Layout = WacomDtuModel['layout'];
type Counts = { x: number; y: number; pressure: number; tip: boolean };

/** Report 0x11: status with two bits of pressure, pressure low, X and Y BE16. Report 0x15: keys. */
const framedId = 0x11;
const keysId = 0x15;
const framedLength = 7;
/** Below this, the pen is near and does not touch: there is no tip switch. */
const contact = 10;
/** Report 2: status, X and Y LE16, pressure of nine bits. */
const plainId = 0x02;
const plainLength = 8;

const viewOf = (report: Uint8Array) => new DataView(report.buffer, report.byteOffset, report.byteLength);
const refuse = (report: Uint8Array): never => {
  throw new DriverError('PROTOCOL', `pen report: ${report.length} bytes, ID ${report[0]}`);
};

const decodeFramed = (report: Uint8Array): PenEvent => {
  if (report[0] === keysId) return { kind: 'other' };
  if (report.length < framedLength || report[0] !== framedId) return refuse(report);
  const view = viewOf(report);
  const status = view.getUint8(1);
  if ((status & 0x80) === 0) return { kind: 'leave' };
  const pressed = ((status & 3) << 8) | view.getUint8(2);
  const tip = pressed > contact;
  return {
    kind: 'pen',
    x: view.getUint16(3) - border,
    y: view.getUint16(5) - border,
    pressure: tip ? pressed : 0,
    tip,
  };
};

const decodePlain = (report: Uint8Array): PenEvent => {
  if (report.length < plainLength || report[0] !== plainId) return refuse(report);
  const view = viewOf(report);
  const status = view.getUint8(1);
  if ((status & 0x20) === 0) return { kind: 'leave' };
  const pressure = ((view.getUint8(7) & 1) << 8) | view.getUint8(6);
  return { kind: 'pen', x: view.getUint16(2, true), y: view.getUint16(4, true), pressure, tip: (status & 0x05) !== 0 };
};

/** Reads one report, in counts of the screen; PROTOCOL when it is short or has another ID. */
export const decodeDtuReport = (report: Uint8Array, layout: Layout): PenEvent =>
  layout === 'framed' ? decodeFramed(report) : decodePlain(report);

/** Writes one report, as the pad does; in the `framed` layout a touch of the lightest pressures cannot be told from none. */
export const encodeDtuReport = (state: Counts | 'leave', layout: Layout): Uint8Array => {
  const bytes = new Uint8Array(layout === 'framed' ? framedLength : plainLength);
  bytes[0] = layout === 'framed' ? framedId : plainId;
  if (state === 'leave') return bytes;
  const view = viewOf(bytes);
  const pressure = state.tip ? state.pressure : 0;
  if (layout === 'framed') {
    bytes.set([0x90 | (pressure >> 8), pressure & 0xff], 1);
    view.setUint16(3, state.x + border);
    view.setUint16(5, state.y + border);
  } else {
    bytes[1] = 0x20 | (state.tip ? 1 : 0);
    view.setUint16(2, state.x, true);
    view.setUint16(4, state.y, true);
    bytes.set([pressure & 0xff, pressure >> 8], 6);
  }
  return bytes;
};

/** Feature report that switches to the pen reports above, and what it reads as when done. */
export const penMode = Uint8Array.of(0x02, 0x02);
