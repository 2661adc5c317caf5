import { DriverError } from '../../driver-error.ts';

/** Asking for this string switches the pad to vendor mode; its answer describes the digitiser. */
export const parametersString = 200;
/** The firmware's name, by which models are told apart: vendor and product IDs are shared by many. */
export const firmwareString = 201;

const stringDescriptor = 0x03;
const parametersLength = 18;

export type HuionParameters = {
  maxX: number;
  maxY: number;
  maxPressure: number;
  linesPerInch: number;
  buttons: number;
};

const checkHeader = (descriptor: Uint8Array): void => {
  if (descriptor.length < 2 || descriptor[1] !== stringDescriptor)
    throw new DriverError('PROTOCOL', `not a string descriptor, ${descriptor.length} bytes`);
};

/** Firmware that does not know this string answers with a text, in UTF-16 or plain ASCII. */
const isText = (payload: Uint8Array): boolean => {
  const printable = (byte: number) => byte >= 0x20 && byte < 0x7f;
  return payload.every(printable) || payload.every((byte, i) => (i % 2 === 0 ? printable(byte) : byte === 0));
};

/** String 200; PROTOCOL when it is short (Windows cuts it at a zero word), a text, or describes no area. */
export const decodeParameters = (descriptor: Uint8Array): HuionParameters => {
  checkHeader(descriptor);
  if (descriptor.length < parametersLength || isText(descriptor.subarray(2)))
    throw new DriverError('PROTOCOL', `string 200: no parameters in ${descriptor.length} bytes`);
  const view = new DataView(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength);
  const uint24 = (offset: number) => view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
  const parameters = {
    maxX: uint24(2),
    maxY: uint24(5),
    maxPressure: view.getUint16(8, true),
    linesPerInch: view.getUint16(10, true),
    buttons: view.getUint8(13),
  };
  const { maxX, maxY, maxPressure, linesPerInch } = parameters;
  if (!(maxX && maxY && maxPressure && linesPerInch)) throw new DriverError('PROTOCOL', 'string 200: a range is zero');
  return parameters;
};

/** String 200 as the pad answers it. */
export const encodeParameters = (parameters: HuionParameters): Uint8Array => {
  const bytes = new Uint8Array(parametersLength);
  const view = new DataView(bytes.buffer);
  const setUint24 = (offset: number, value: number) => {
    view.setUint16(offset, value & 0xffff, true);
    view.setUint8(offset + 2, value >> 16);
  };
  bytes.set([parametersLength, stringDescriptor]);
  setUint24(2, parameters.maxX);
  setUint24(5, parameters.maxY);
  view.setUint16(8, parameters.maxPressure, true);
  view.setUint16(10, parameters.linesPerInch, true);
  bytes[13] = parameters.buttons;
  return bytes;
};

/** The text of a string descriptor (UTF-16LE, USB 2.0 §9.6.7), without what follows a NUL. */
export const decodeText = (descriptor: Uint8Array): string => {
  checkHeader(descriptor);
  const text = new TextDecoder('utf-16le').decode(descriptor.subarray(2, descriptor.length & ~1));
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
};

/** A text of up to 126 characters as a string descriptor. */
export const encodeText = (text: string): Uint8Array => {
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes.set([bytes.length, stringDescriptor]);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), true);
  return bytes;
};
