import { DriverError } from '../../driver-error.ts';
import type { PenEvent } from '../pen-stream.ts';
import { pressureFloor } from './models.ts';

/** Report 2: X, Y LE16; bit 1 in range, bit 2 tip; pressure LE16, which rests at 5; two constant bytes. */
const reportId = 0x02;
const reportLength = 10;
const inRangeBit = 0x02;
const tipBit = 0x04;

/** Reads one report; PROTOCOL when it is short or has another ID. */
export const decodePd1011Report = (report: Uint8Array): PenEvent => {
  if (report.length < reportLength || report[0] !== reportId)
    throw new DriverError('PROTOCOL', `pen report: ${report.length} bytes, ID ${report[0]}`);
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength);
  const status = view.getUint8(5);
  const tip = (status & tipBit) !== 0;
  if (!tip && (status & inRangeBit) === 0) return { kind: 'leave' };
  const pressure = Math.max(0, view.getUint16(6, true) - pressureFloor);
  return { kind: 'pen', x: view.getUint16(1, true), y: view.getUint16(3, true), pressure, tip };
};

/** Writes one report, as the pad does. */
export const encodePd1011Report = (
  state: { x: number; y: number; pressure: number; tip: boolean } | 'leave',
): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  bytes[0] = reportId;
  if (state === 'leave') return bytes;
  const view = new DataView(bytes.buffer);
  view.setUint16(1, state.x, true);
  view.setUint16(3, state.y, true);
  bytes[5] = inRangeBit | (state.tip ? tipBit : 0);
  view.setUint16(6, pressureFloor + (state.tip ? state.pressure : 0), true);
  return bytes;
};

/** Feature report that switches the pad from mouse to pen reports. */
export const penMode = Uint8Array.of(0x02, 0x10, 0x01, 0x00, 0x00);
