import { DriverError } from '../driver-error.ts';

/** USB Mass Storage Class, Bulk-Only Transport 1.0 §5.1: the wrapper around each command. Little endian. */
export type CommandWrapper = { tag: number; length: number; toHost: boolean; command: Uint8Array };
/** §5.2: how it went. */
export type StatusWrapper = { tag: number; residue: number; status: number };

export const passed = 0;
export const failed = 1;

const commandSignature = 0x43425355;
const statusSignature = 0x53425355;
export const commandWrapperLength = 31;
export const statusWrapperLength = 13;
const toHostFlag = 0x80;

/** The command has 1 to 16 bytes. */
export const encodeCommandWrapper = ({ tag, length, toHost, command }: CommandWrapper): Uint8Array => {
  if (command.length < 1 || command.length > 16)
    throw new DriverError('PROTOCOL', `command of ${command.length} bytes`);
  const bytes = new Uint8Array(commandWrapperLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, commandSignature, true);
  view.setUint32(4, tag, true);
  view.setUint32(8, length, true);
  bytes.set([toHost ? toHostFlag : 0, 0, command.length], 12);
  bytes.set(command, 15);
  return bytes;
};

/** Reads a wrapper that is valid and meaningful (§6.2): LUN 0, no reserved bits. */
export const decodeCommandWrapper = (bytes: Uint8Array): CommandWrapper => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== commandWrapperLength || view.getUint32(0, true) !== commandSignature)
    throw new DriverError('PROTOCOL', `command wrapper of ${bytes.length} bytes`);
  const [flags, unit, commandLength] = [view.getUint8(12), view.getUint8(13), view.getUint8(14)];
  if ((flags & ~toHostFlag) !== 0 || unit !== 0 || commandLength < 1 || commandLength > 16)
    throw new DriverError('PROTOCOL', `command wrapper: flags ${flags}, unit ${unit}, length ${commandLength}`);
  return {
    tag: view.getUint32(4, true),
    length: view.getUint32(8, true),
    toHost: flags === toHostFlag,
    command: bytes.slice(15, 15 + commandLength),
  };
};

export const encodeStatusWrapper = ({ tag, residue, status }: StatusWrapper): Uint8Array => {
  const bytes = new Uint8Array(statusWrapperLength);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of [statusSignature, tag, residue].entries()) view.setUint32(4 * i, word, true);
  bytes[12] = status;
  return bytes;
};

export const decodeStatusWrapper = (bytes: Uint8Array): StatusWrapper => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== statusWrapperLength || view.getUint32(0, true) !== statusSignature)
    throw new DriverError('PROTOCOL', `status wrapper of ${bytes.length} bytes`);
  return { tag: view.getUint32(4, true), residue: view.getUint32(8, true), status: view.getUint8(12) };
};
