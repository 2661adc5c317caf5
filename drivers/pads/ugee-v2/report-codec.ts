import { DriverError } from '../../driver-error.ts';
import type { PenEvent } from '../pen-stream.ts';
import type { UgeeV2Model } from './models.ts';

/**
 * Report 2 of the vendor mode: status, X and Y low 16 bits LE, pressure LE16, tilt X, tilt Y, X and Y bits 16-23; wide
 * reports add one byte, then one whose lowest bit is pressure bit 13.
 */
const reportId = 0x02;
const lengths = { narrow: 12, wide: 14 } as const;
/** High nibbles of the status. */
const pen = 0xa0;
const left = 0xc0;
const keys = 0xf0;
const tipBit = 0x01;
const narrowPressure = 0x1fff;
const widePressure = 0xbfff;
const pressureHigh = 0x2000;

export type UgeePen = { x: number; y: number; pressure: number; tip: boolean; tiltX: number; tiltY: number };

/** Reads one report; PROTOCOL when it is short, has another ID, or an unknown status. */
export const decodeUgeeReport = (report: Uint8Array, generation: UgeeV2Model['generation']): PenEvent => {
  const status = report[1] ?? 0;
  if (report.length < lengths[generation] || report[0] !== reportId)
    throw new DriverError('PROTOCOL', `pen report: ${report.length} bytes, ID ${report[0]}`);
  const kind = status & 0xf0;
  if (kind === left) return { kind: 'leave' };
  if (kind === keys) return { kind: 'other' };
  if (kind !== pen) throw new DriverError('PROTOCOL', `pen report: status ${status}`);
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength);
  const pressure = view.getUint16(6, true);
  return {
    kind: 'pen',
    x: view.getUint16(2, true) | (view.getUint8(10) << 16),
    y: view.getUint16(4, true) | (view.getUint8(11) << 16),
    pressure:
      generation === 'narrow'
        ? pressure & narrowPressure
        : (pressure & widePressure) | ((view.getUint8(13) & 1) * pressureHigh),
    tip: (status & tipBit) !== 0,
    tilt: { x: view.getInt8(8), y: view.getInt8(9) },
  };
};

/** Writes one report, as the pad does. */
export const encodeUgeeReport = (state: UgeePen | 'leave', generation: UgeeV2Model['generation']): Uint8Array => {
  const bytes = new Uint8Array(lengths[generation]);
  const view = new DataView(bytes.buffer);
  bytes[0] = reportId;
  bytes[1] = state === 'leave' ? left : pen | (state.tip ? tipBit : 0);
  if (state === 'leave') return bytes;
  view.setUint16(2, state.x & 0xffff, true);
  view.setUint16(4, state.y & 0xffff, true);
  view.setUint16(6, state.pressure & narrowPressure, true);
  view.setInt8(8, state.tiltX);
  view.setInt8(9, state.tiltY);
  view.setUint8(10, state.x >> 16);
  view.setUint8(11, state.y >> 16);
  if (generation === 'wide') bytes[13] = state.pressure & pressureHigh ? 1 : 0;
  return bytes;
};

/** The output report that switches the pad to its vendor mode, in the length its descriptor declares. */
export const switchToVendorMode = (length: number): Uint8Array => {
  const report = new Uint8Array(length);
  report.set([0x02, 0xb0, 0x04]);
  return report;
};

export const parametersString = 100;

/** String 100; PROTOCOL when it is short or describes no area. X and Y have 16 bits here: larger pads are in the table. */
export const decodeUgeeParameters = (descriptor: Uint8Array) => {
  if (descriptor.length < 12 || descriptor[1] !== 0x03)
    throw new DriverError('PROTOCOL', `string 100: ${descriptor.length} bytes`);
  const view = new DataView(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength);
  const word = (at: number) => view.getUint16(at, true);
  const [maxX, maxY, maxPressure, linesPerInch] = [word(2), word(4), word(8), word(10)];
  if (!(maxX && maxY && maxPressure && linesPerInch)) throw new DriverError('PROTOCOL', 'string 100: a range is zero');
  return { maxX, maxY, maxPressure, linesPerInch, buttons: view.getUint8(6) };
};
