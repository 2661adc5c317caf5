import { DriverError } from '../driver-error.ts';

export type ReportType = 'input' | 'output' | 'feature';

/** One field of one report; arrays and repeated usages come as one field per element. */
export type HidField = {
  type: ReportType;
  reportId: number;
  /** Counted from the first bit behind the report ID. */
  bitOffset: number;
  bitSize: number;
  usagePage: number;
  /** Undefined for padding without a usage. */
  usage: number | undefined;
  /** Usage of the top-level collection that holds it, page in the high half. */
  application: number;
  constant: boolean;
  /** False: an array, whose value is the number of the usage that is on. */
  variable: boolean;
  relative: boolean;
  /** A value outside the logical range says that there is none. */
  nullState: boolean;
  logicalMin: number;
  logicalMax: number;
  physicalMin: number;
  physicalMax: number;
  /** Power of ten, and the unit code of HID 1.11 §6.2.2.7. */
  unitExponent: number;
  unit: number;
};

export type ReportDescriptor = {
  fields: readonly HidField[];
  /** Usage page and usage of each top-level collection. */
  collections: readonly { page: number; usage: number }[];
  /** False: reports carry no ID byte. */
  numbered: boolean;
};

/** More than any real pad has, and little enough that a hostile descriptor costs nothing. */
const most = { bytes: 4096, depth: 32, fields: 4096, fieldBits: 65_536, reportBits: 65_536 };

type Globals = {
  usagePage: number;
  logicalMin: number;
  logicalMax: number;
  /** The maximum as it stands when its bits are no sign. */
  logicalMaxUnsigned: number;
  physicalMin: number;
  physicalMax: number;
  unitExponent: number;
  unit: number;
  reportSize: number;
  reportCount: number;
  reportId: number;
};

const atStart: Globals = {
  usagePage: 0,
  logicalMin: 0,
  logicalMax: 0,
  logicalMaxUnsigned: 0,
  physicalMin: 0,
  physicalMax: 0,
  unitExponent: 0,
  unit: 0,
  reportSize: 0,
  reportCount: 0,
  reportId: 0,
};

const refuse = (why: string): never => {
  throw new DriverError('PROTOCOL', `report descriptor: ${why}`);
};

type Item = { prefix: number; unsigned: number; signed: number; size: number };

/** HID 1.11 §6.2.2.2 and §6.2.2.3: short items; long ones are passed over, for none has ever been defined. */
const readItems = (bytes: Uint8Array): Item[] => {
  const items: Item[] = [];
  for (let at = 0; at < bytes.length; ) {
    const prefix = bytes[at] ?? 0;
    if (prefix === 0xfe) {
      const length = bytes[at + 1] ?? refuse('a long item is cut off');
      at += 3 + length;
      if (at > bytes.length) refuse('a long item is cut off');
      continue;
    }
    const size = (prefix & 3) === 3 ? 4 : prefix & 3;
    if (at + 1 + size > bytes.length) refuse('an item is cut off');
    let unsigned = 0;
    for (let i = 0; i < size; i++) unsigned += (bytes[at + 1 + i] ?? 0) * 2 ** (8 * i);
    const signed = size > 0 && unsigned >= 2 ** (8 * size - 1) ? unsigned - 2 ** (8 * size) : unsigned;
    items.push({ prefix: prefix & 0xfc, unsigned, signed, size });
    at += 1 + size;
  }
  return items;
};

const signed4 = (value: number): number => ((value & 0x0f) << 28) >> 28;

/** Global items by prefix (§6.2.2.7). */
const globalItems: Readonly<Record<number, (globals: Globals, item: Item) => Partial<Globals>>> = {
  4: (_, { unsigned }) => ({ usagePage: unsigned & 0xffff }),
  20: (_, { signed }) => ({ logicalMin: signed }),
  36: (_, { signed, unsigned }) => ({ logicalMax: signed, logicalMaxUnsigned: unsigned }),
  52: (_, { signed }) => ({ physicalMin: signed }),
  68: (globals, { signed, unsigned }) => ({ physicalMax: signed < globals.physicalMin ? unsigned : signed }),
  84: (_, { unsigned }) => ({ unitExponent: signed4(unsigned) }),
  100: (_, { unsigned }) => ({ unit: unsigned }),
  116: (_, { unsigned }) => ({ reportSize: unsigned }),
  132: (_, { unsigned }) =>
    unsigned >= 1 && unsigned <= 255 ? { reportId: unsigned } : refuse(`report ID ${unsigned}`),
  148: (_, { unsigned }) => ({ reportCount: unsigned }),
};

const mainTypes: Readonly<Record<number, ReportType>> = { 128: 'input', 144: 'output', 176: 'feature' };
const collection = 160;
const endCollection = 192;
const push = 164;
const pop = 180;

/** Usages named since the last main item, page in the high half; a range is not spelled out until it is asked for. */
type UsageRange = { first: number; last: number };

const usageAt = (ranges: readonly UsageRange[], index: number): number | undefined => {
  let left = index;
  for (const { first, last } of ranges) {
    const count = last - first + 1;
    if (left < count) return first + left;
    left -= count;
  }
  // §6.2.2.8: the last usage stands for all that are left.
  return ranges.at(-1)?.last;
};

/**
 * Reads a HID report descriptor (HID 1.11 §6.2.2) into its fields with their places. PROTOCOL for what is malformed or
 * larger than any pad's.
 */
export const parseReportDescriptor = (bytes: Uint8Array): ReportDescriptor => {
  if (bytes.length > most.bytes) refuse(`${bytes.length} bytes`);
  const fields: HidField[] = [];
  const collections: { page: number; usage: number }[] = [];
  const stack: Globals[] = [];
  const offsets = new Map<string, number>();
  let globals = atStart;
  let usages: UsageRange[] = [];
  let rangeStart: number | undefined;
  let depth = 0;
  let application = 0;
  let numbered = false;

  /** A usage of one or two bytes takes the page that is current; of four, it brings its own. */
  const whole = ({ unsigned, size }: Item) => (size === 4 ? unsigned : globals.usagePage * 0x10000 + unsigned);
  const endLocals = () => {
    usages = [];
    rangeStart = undefined;
  };

  const addFields = (type: ReportType, flags: number) => {
    const { reportSize, reportCount, reportId, logicalMin, logicalMax, logicalMaxUnsigned, ...rest } = globals;
    const { physicalMin, physicalMax, unitExponent, unit } = rest;
    const bits = reportSize * reportCount;
    const key = `${type}${reportId}`;
    const start = offsets.get(key) ?? 0;
    if (reportSize > most.fieldBits || start + bits > most.reportBits) refuse(`a report of ${start + bits} bits`);
    offsets.set(key, start + bits);
    const constant = (flags & 1) !== 0;
    const noRange = physicalMin === 0 && physicalMax === 0;
    const max = logicalMax < logicalMin ? logicalMaxUnsigned : logicalMax;
    const field = {
      ...{ type, reportId, bitSize: reportSize, application, constant },
      ...{ variable: (flags & 2) !== 0, relative: (flags & 4) !== 0, nullState: (flags & 0x40) !== 0 },
      ...{ logicalMin, logicalMax: max, unitExponent, unit },
      // §6.2.2.7: without physical extents the logical ones stand for them.
      ...{ physicalMin: noRange ? logicalMin : physicalMin, physicalMax: noRange ? max : physicalMax },
    };
    // Padding is one field, however many pieces it is declared in.
    if (constant || reportSize === 0 || usages.length === 0) {
      if (bits > 0 && !constant)
        fields.push({ ...field, bitSize: bits, bitOffset: start, usagePage: 0, usage: undefined });
      if (fields.length > most.fields) refuse('too many fields');
      return;
    }
    if (fields.length + reportCount > most.fields) refuse('too many fields');
    for (let i = 0; i < reportCount; i++) {
      const usage = usageAt(usages, field.variable ? i : 0) ?? 0;
      fields.push({
        ...field,
        bitOffset: start + i * reportSize,
        usagePage: Math.floor(usage / 0x10000),
        usage: usage % 0x10000,
      });
    }
  };

  for (const item of readItems(bytes)) {
    const { prefix, unsigned } = item;
    const type = mainTypes[prefix];
    const global = globalItems[prefix];
    if (type) {
      addFields(type, unsigned);
      endLocals();
    } else if (prefix === collection) {
      if (++depth > most.depth) refuse('collections too deep');
      if (depth === 1) {
        application = usageAt(usages, 0) ?? 0;
        collections.push({ page: Math.floor(application / 0x10000), usage: application % 0x10000 });
      }
      endLocals();
    } else if (prefix === endCollection) {
      if (--depth < 0) refuse('a collection ends that was not begun');
      endLocals();
    } else if (global) {
      globals = { ...globals, ...global(globals, item) };
      numbered ||= globals.reportId > 0;
    } else if (prefix === push) {
      if (stack.push(globals) > most.depth) refuse('pushed too deep');
    } else if (prefix === pop) {
      globals = stack.pop() ?? refuse('nothing was pushed');
    } else if (prefix === 0x08) {
      usages.push({ first: whole(item), last: whole(item) });
    } else if (prefix === 0x18) {
      rangeStart = whole(item);
    } else if (prefix === 0x28) {
      const last = whole(item);
      if (rangeStart === undefined || last < rangeStart) refuse('a usage range without a start');
      else usages.push({ first: rangeStart, last });
      rangeStart = undefined;
    }
    // Designators, strings, delimiters and what is reserved say nothing about the bits.
  }
  if (depth > 0) refuse('a collection does not end');
  return { fields, collections, numbered };
};
