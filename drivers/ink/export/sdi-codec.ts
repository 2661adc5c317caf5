import { DriverError } from '../../driver-error.ts';
import { readWhole } from '../../whole-record.ts';
import { decodeScale, encodeScale } from './sdi-scale.ts';

/** ISO/IEC 19794-7:2007 §7, full format: the channels in the order of their inclusion bits, and whether they are signed. */
export const sdiChannels = [
  ['X', true],
  ['Y', true],
  ['Z', false],
  ['VX', true],
  ['VY', true],
  ['AX', true],
  ['AY', true],
  ['T', false],
  ['DT', false],
  ['F', false],
  ['S', false],
  ['TX', true],
  ['TY', true],
  ['Az', false],
  ['El', false],
  ['R', false],
] as const satisfies readonly (readonly [string, boolean])[];

export type SdiChannelName = (typeof sdiChannels)[number][0];

export type SdiChannel = {
  name: SdiChannelName;
  /** Integer values are divided by it to give millimetres, seconds, newtons, degrees. */
  scale?: number;
  min?: number;
  max?: number;
  mean?: number;
  deviation?: number;
  /** The channel has one value throughout; we never write such, but others do. */
  constant: boolean;
  linearRemoved: boolean;
  /** Whether the sample points carry it. Makers disagree on constant channels, so a reader sees it from the length. */
  sampled: boolean;
};

/** Each point has one integer per sampled channel, in the channels' order. */
export type SdiRecord = { channels: SdiChannel[]; points: number[][]; extended: Uint8Array };

const identifier = [0x53, 0x44, 0x49, 0x00];
const version = [0x20, 0x31, 0x30, 0x00];
const headLength = identifier.length + version.length + 2;
const flag = { constant: 0x04, linearRemoved: 0x02, reserved: 0x01 } as const;
const attributes = [
  ['scale', 0x80],
  ['min', 0x40],
  ['max', 0x20],
  ['mean', 0x10],
  ['deviation', 0x08],
] as const;
const extendedFollows = 0x80;
const maxPoints = 0xffffff;

const fail = (why: string): never => {
  throw new DriverError('PROTOCOL', `signature record: ${why}`);
};
const indexOf = (name: SdiChannelName) => sdiChannels.findIndex(([known]) => known === name);
const isSigned = (name: SdiChannelName) => sdiChannels[indexOf(name)]?.[1] ?? false;
/** The pen-tip switch is one byte, all others are two. */
const sizeOf = ({ name }: SdiChannel) => (name === 'S' ? 1 : 2);
const inclusionBit = (name: SdiChannelName) => 0x8000 >> indexOf(name);

const rangeOf = (channel: SdiChannel): [number, number] =>
  sizeOf(channel) === 1 ? [0, 0xff] : isSigned(channel.name) ? [-0x8000, 0x7fff] : [0, 0xffff];

const write = (view: DataView, at: number, channel: SdiChannel, value: number): number => {
  const [low, high] = rangeOf(channel);
  if (!Number.isInteger(value) || value < low || value > high) fail(`${channel.name} ${value} is out of range`);
  if (sizeOf(channel) === 1) view.setUint8(at, value);
  else view.setUint16(at, value & 0xffff);
  return at + sizeOf(channel);
};

const checkChannels = (channels: SdiChannel[]): void => {
  const order = channels.map(({ name }) => indexOf(name));
  if (order.some((index, i) => i > 0 && index <= (order[i - 1] ?? -1))) fail('channels out of order');
  if (!order.includes(0) || !order.includes(1)) fail('X and Y are mandatory');
};

/** A record in the full format; PROTOCOL when its values do not fit the format. */
export const encodeSdi = ({ channels, points, extended }: SdiRecord): Uint8Array => {
  checkChannels(channels);
  if (points.length > maxPoints) fail(`${points.length} points`);
  if (extended.length > 0xffff) fail(`${extended.length} bytes of extended data`);
  const sampled = channels.filter((channel) => channel.sampled);
  const pointLength = sampled.reduce((sum, channel) => sum + sizeOf(channel), 0);
  const bytes: number[] = [...identifier, ...version];
  const inclusion = channels.reduce((bits, { name }) => bits | inclusionBit(name), 0);
  bytes.push(inclusion >> 8, inclusion & 0xff);
  for (const channel of channels) {
    const present = attributes.filter(([key]) => channel[key] !== undefined);
    const flags = (channel.constant ? flag.constant : 0) | (channel.linearRemoved ? flag.linearRemoved : 0);
    bytes.push(present.reduce((bits, [, bit]) => bits | bit, flags));
    for (const [key] of present) {
      const value = channel[key] ?? 0;
      const word = key === 'scale' ? encodeScale(value) : value & 0xffff;
      const attributeSigned = key !== 'deviation' && isSigned(channel.name);
      const [low, high] = attributeSigned ? [-0x8000, 0x7fff] : [0, 0xffff];
      if (key !== 'scale' && !(Number.isInteger(value) && value >= low && value <= high))
        fail(`${channel.name} ${key} ${value} is out of range`);
      bytes.push(word >> 8, word & 0xff);
    }
  }
  bytes.push(0, extended.length ? extendedFollows : 0);
  bytes.push(points.length >> 16, (points.length >> 8) & 0xff, points.length & 0xff);

  const tail = extended.length ? 2 + extended.length : 0;
  const record = new Uint8Array(bytes.length + points.length * pointLength + tail);
  record.set(bytes);
  const view = new DataView(record.buffer);
  let at = bytes.length;
  for (const point of points) {
    if (point.length !== sampled.length) fail(`a point of ${point.length} values for ${sampled.length} channels`);
    for (const [i, channel] of sampled.entries()) at = write(view, at, channel, point[i] ?? 0);
  }
  if (tail) {
    view.setUint16(at, extended.length);
    record.set(extended, at + 2);
  }
  return record;
};

const readChannels = (view: DataView, inclusion: number): { channels: SdiChannel[]; end: number } => {
  const channels: SdiChannel[] = [];
  let at = headLength;
  for (const [name, signed] of sdiChannels) {
    if ((inclusion & inclusionBit(name)) === 0) continue;
    const preamble = view.getUint8(at++);
    if (preamble & flag.reserved) fail(`${name}: reserved bit`);
    const channel: SdiChannel = {
      name,
      constant: (preamble & flag.constant) !== 0,
      linearRemoved: (preamble & flag.linearRemoved) !== 0,
      sampled: true,
    };
    for (const [key, bit] of attributes) {
      if ((preamble & bit) === 0) continue;
      const word = view.getUint16(at);
      if (key === 'scale') channel.scale = decodeScale(word);
      else channel[key] = signed && key !== 'deviation' ? view.getInt16(at) : word;
      at += 2;
    }
    channels.push(channel);
  }
  return { channels, end: at };
};

const readRecord = (bytes: Uint8Array): SdiRecord => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [i, byte] of [...identifier, ...version].entries())
    if (view.getUint8(i) !== byte) fail('not a full-format record of version 1.0');
  const { channels, end } = readChannels(view, view.getUint16(headLength - 2));
  checkChannels(channels);
  if (view.getUint8(end) !== 0) fail('reserved byte');
  const body = view.getUint8(end + 1);
  if ((body & ~extendedFollows) !== 0) fail(`body preamble ${body}`);
  const count = (view.getUint8(end + 2) << 16) | view.getUint16(end + 3);
  const start = end + 5;

  const lengthOf = (list: SdiChannel[]) => count * list.reduce((sum, channel) => sum + sizeOf(channel), 0);
  const endOf = (list: SdiChannel[]): number => {
    const after = start + lengthOf(list);
    if ((body & extendedFollows) === 0 || after + 2 > bytes.length) return after;
    return after + 2 + view.getUint16(after);
  };
  // A constant channel may or may not have its values in the points; only one of the two fits the record's length.
  const withoutConstant = channels.map((channel) => ({ ...channel, sampled: !channel.constant }));
  const layout = [channels, withoutConstant].find(
    (list) => endOf(list.filter(({ sampled }) => sampled)) === bytes.length,
  );
  if (!layout) return fail(`${count} points do not fill ${bytes.length} bytes`);

  const sampled = layout.filter((channel) => channel.sampled);
  // Without this, 16 million points of no channel would fit in 20 bytes.
  if (sampled.length === 0 && count > 0) fail('points without values');
  let at = start;
  const points = Array.from({ length: count }, () =>
    sampled.map((channel) => {
      const value =
        sizeOf(channel) === 1 ? view.getUint8(at) : isSigned(channel.name) ? view.getInt16(at) : view.getUint16(at);
      at += sizeOf(channel);
      return value;
    }),
  );
  const extended = (body & extendedFollows) === 0 ? new Uint8Array() : bytes.slice(at + 2);
  if ((body & extendedFollows) !== 0 && extended.length === 0) fail('extended data announced, and none there');
  return { channels: layout, points, extended };
};

/** Reads a record in the full format; PROTOCOL names what does not fit. */
export const decodeSdi = (bytes: Uint8Array): SdiRecord => readWhole(() => readRecord(bytes), fail);
