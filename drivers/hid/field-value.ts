import type { HidField } from './report-descriptor.ts';

/** Bits of one field of up to 32 bits as an unsigned number; bits beyond the report's end are 0. */
const rawBits = (report: Uint8Array, bit: number, size: number): number => {
  let value = 0;
  for (let done = 0; done < size; ) {
    const at = bit + done;
    const inByte = at & 7;
    const take = Math.min(8 - inByte, size - done);
    value += (((report[at >> 3] ?? 0) >> inByte) & ((1 << take) - 1)) * 2 ** done;
    done += take;
  }
  return value;
};

/**
 * The field's value in a report whose first byte, where reports are numbered, is its ID; undefined when the field's null
 * state says that there is none, or when the report ends before it.
 */
export const fieldValue = (field: HidField, report: Uint8Array, numbered: boolean): number | undefined => {
  const { bitSize, logicalMin, logicalMax, nullState } = field;
  const bit = field.bitOffset + (numbered ? 8 : 0);
  if (bitSize > 32 || bit + bitSize > report.length * 8) return undefined;
  const raw = rawBits(report, bit, bitSize);
  // §5.8: signed when the minimum is.
  const value = logicalMin < 0 && raw >= 2 ** (bitSize - 1) ? raw - 2 ** bitSize : raw;
  return nullState && (value < logicalMin || value > logicalMax) ? undefined : value;
};

/** Writes a value into a report, least significant bit first, as devices do. */
export const setFieldValue = (field: HidField, report: Uint8Array, numbered: boolean, value: number): void => {
  const start = field.bitOffset + (numbered ? 8 : 0);
  const bits = value < 0 ? value + 2 ** field.bitSize : value;
  for (let i = 0; i < field.bitSize; i++) {
    const at = start + i;
    const on = Math.floor(bits / 2 ** i) % 2;
    report[at >> 3] = ((report[at >> 3] ?? 0) & ~(1 << (at & 7))) | (on << (at & 7));
  }
};

/** Bytes of a report of this ID and type, its ID included where reports are numbered. */
export const reportLength = (
  { fields, numbered }: { fields: readonly HidField[]; numbered: boolean },
  type: HidField['type'],
  reportId: number,
): number => {
  const ends = fields
    .filter((field) => field.type === type && field.reportId === reportId)
    .map(({ bitOffset, bitSize }) => bitOffset + bitSize);
  return Math.ceil(Math.max(0, ...ends) / 8) + (numbered ? 1 : 0);
};

/**
 * Millimetres over the field's physical range; undefined when its unit is no length, or when the result is no pad's: real
 * descriptors are found that declare nonsense.
 */
export const fieldMillimetres = ({ unit, unitExponent, physicalMin, physicalMax }: HidField): number | undefined => {
  // §6.2.2.7: the lowest nibble is the system (1 centimetre, 3 inch), the next the power of length.
  const perUnit = unit === 0x11 ? 10 : unit === 0x13 ? 25.4 : undefined;
  if (perUnit === undefined) return undefined;
  const millimetres = (physicalMax - physicalMin) * perUnit * 10 ** unitExponent;
  return millimetres >= 20 && millimetres <= 1500 ? millimetres : undefined;
};
