import { DriverError } from '../../driver-error.ts';
import type { PenEvent } from '../pen-stream.ts';
import { yOrigin } from './models.ts';

/** Input report 2: a code, then X, Y and pressure LE16. */
const inputId = 0x02;
const reportLength = 8;
const code = { move: 0xa0, drag: 0xa1, down: 0xb0, up: 0xe0, handshake: 0x88, answer: 0x55 } as const;

/** Feature report 5: what the host tells the pad. */
const featureId = 0x05;
const commands = { initialise: 0x88, open: 0x11, close: 0x22, clear: 0x33 } as const;
export type HanvonCommand = keyof typeof commands;

export const encodeHanvonCommand = (command: HanvonCommand): Uint8Array =>
  Uint8Array.of(featureId, commands[command], 0x70);

/** The command in a feature report; undefined when it is none. */
export const decodeHanvonCommand = (report: Uint8Array): HanvonCommand | undefined =>
  report[0] === featureId && report[2] === 0x70
    ? (Object.keys(commands) as HanvonCommand[]).find((name) => commands[name] === report[1])
    : undefined;

/** Reads one report; PROTOCOL when it is short, has another ID, or an unknown code. A moving pen is down while it presses. */
export const decodeHanvonReport = (report: Uint8Array): PenEvent => {
  if (report.length < reportLength || report[0] !== inputId)
    throw new DriverError('PROTOCOL', `pen report: ${report.length} bytes, ID ${report[0]}`);
  const kind = report[1];
  if (kind === code.handshake || kind === code.answer) return { kind: 'other' };
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength);
  const pressure = view.getUint16(6, true);
  const place = { x: view.getUint16(2, true), y: view.getUint16(4, true) - yOrigin };
  if (kind === code.up) return { kind: 'pen', ...place, pressure: 0, tip: false };
  if (kind !== code.move && kind !== code.drag && kind !== code.down)
    throw new DriverError('PROTOCOL', `pen report: code ${kind}`);
  return { kind: 'pen', ...place, pressure, tip: kind === code.down || pressure > 0 };
};

export type HanvonPen = { kind: 'move' | 'down' | 'up'; x: number; y: number; pressure: number };

/** Writes one report, as the pad does. */
export const encodeHanvonReport = ({ kind, x, y, pressure }: HanvonPen): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  const view = new DataView(bytes.buffer);
  bytes.set([inputId, code[kind]]);
  view.setUint16(2, x, true);
  view.setUint16(4, y + yOrigin, true);
  view.setUint16(6, pressure, true);
  return bytes;
};

/** How the pad acknowledges a command. */
export const encodeHanvonAnswer = (command: HanvonCommand): Uint8Array =>
  command === 'initialise'
    ? Uint8Array.of(inputId, code.handshake, 0x00, 0x74, 0x00, 0x14, 0x65, 0x00)
    : Uint8Array.of(inputId, code.answer, featureId, commands[command], 0x70, 0xff, 0xff, 0xff);
