import { DriverError } from '../../driver-error.ts';
import type { PenEvent } from '../pen-stream.ts';

/**
 * Six bytes without a report ID: bit 5 of the first is touch, bits 0 and 1 the two buttons; X and Y LE16, pressure 0…127.
 * The systems hand such reports over as they are, without an ID byte in front.
 */
const reportLength = 6;
const touchBit = 0x20;
const buttonBits = 0x03;

/** Reads one report; a pad without a pen on it says so, there is no hover. PROTOCOL when it is short. */
export const decodeEpadReport = (report: Uint8Array): PenEvent => {
  if (report.length < reportLength) throw new DriverError('PROTOCOL', `ePad report of ${report.length} bytes`);
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength);
  const status = view.getUint8(0);
  if (status & buttonBits) return { kind: 'other' };
  if ((status & touchBit) === 0) return { kind: 'leave' };
  return {
    kind: 'pen',
    x: view.getUint16(1, true),
    y: view.getUint16(3, true),
    pressure: view.getUint8(5) & 0x7f,
    tip: true,
  };
};

/** Writes one report, as the pad does. */
export const encodeEpadReport = (pen: { x: number; y: number; pressure: number; tip: boolean }): Uint8Array => {
  const report = new Uint8Array(reportLength);
  const view = new DataView(report.buffer);
  report[0] = pen.tip ? touchBit : 0;
  view.setUint16(1, pen.x, true);
  view.setUint16(3, pen.y, true);
  report[5] = pen.tip ? pen.pressure : 0;
  return report;
};
