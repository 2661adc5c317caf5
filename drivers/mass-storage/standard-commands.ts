import { DriverError } from '../driver-error.ts';
import type { ScsiDeviceSide, ScsiTransport } from './scsi-transport.ts';

/** Operation codes of SPC-4 that any system sends to any mass-storage device. */
export const operation = { testUnitReady: 0x00, requestSense: 0x03, inquiry: 0x12 } as const;

const inquiryLength = 36;
const notReady = 0x02;
const mediumNotPresent = 0x3a;

/** What INQUIRY says: vendor 8, product 16, revision 4, ASCII padded with spaces (SPC-4 §6.4.2). */
export type Inquiry = { vendor: string; product: string; revision: string };

export const encodeInquiry = ({ vendor, product, revision }: Inquiry): Uint8Array => {
  const bytes = new Uint8Array(inquiryLength);
  // A removable disk of SPC-2 with 31 more bytes.
  bytes.set([0, 0x80, 4, 2, inquiryLength - 5]);
  const text = vendor.padEnd(8).slice(0, 8) + product.padEnd(16).slice(0, 16) + revision.padEnd(4).slice(0, 4);
  bytes.set(new TextEncoder().encode(text).subarray(0, 28), 8);
  return bytes;
};

export const decodeInquiry = (bytes: Uint8Array): Inquiry => {
  if (bytes.length < inquiryLength) throw new DriverError('PROTOCOL', `inquiry data of ${bytes.length} bytes`);
  const text = (from: number, to: number) =>
    String.fromCharCode(...bytes.subarray(from, to))
      .replace(/[^\x20-\x7e]/g, '')
      .trim();
  return { vendor: text(8, 16), product: text(16, 32), revision: text(32, 36) };
};

/** Asks a device who it is. */
export const inquire = async (transport: ScsiTransport): Promise<Inquiry> =>
  decodeInquiry(await transport.read(Uint8Array.of(operation.inquiry, 0, 0, 0, inquiryLength, 0), inquiryLength));

/** A simulated device's answers to the system: a drive without a medium, so that nobody looks for files on it. */
export const answerStandardCommand = (
  command: Uint8Array,
  inquiry: Inquiry,
): Awaited<ReturnType<ScsiDeviceSide['command']>> => {
  if (command[0] === operation.inquiry) return encodeInquiry(inquiry).slice(0, command[4]);
  if (command[0] !== operation.requestSense) return undefined;
  const sense = new Uint8Array(18);
  // Current error, fixed format (SPC-4 §4.5.3).
  sense.set([0x70, 0, notReady, 0, 0, 0, 0, 10]);
  sense[12] = mediumNotPresent;
  return sense.slice(0, command[4]);
};
