import { DriverError } from '../../driver-error.ts';
import { stuReports } from './reports.ts';

/** Commands of report 0x40. */
export const encryptionCommand = {
  setType: 1,
  setParameterBlock: 2,
  getParameterBlock: 4,
  generateSymmetricKey: 5,
} as const;

/** Parameters that travel in blocks of 64 bytes: RSA's e and n, and the symmetric key under them. */
export const parameterIndex = { e: 0, n: 1, c: 2 } as const;

/** AES-256; RSA-2048 with OAEP padding in the high bits. */
export const symmetricType = 2;
export const asymmetricType = (2 << 6) | 2;

export const blockSize = 64;

export type EncryptionCommand = { command: number; parameter: number; lengthOrIndex: number; data: Uint8Array };

export const encodeEncryptionCommand = ({ command, parameter, lengthOrIndex, data }: EncryptionCommand): Uint8Array => {
  const report = new Uint8Array(1 + stuReports.encryptionCommand.length);
  report.set([stuReports.encryptionCommand.id, command, parameter, lengthOrIndex]);
  report.set(data.subarray(0, blockSize), 4);
  return report;
};

export const decodeEncryptionCommand = (report: Uint8Array): EncryptionCommand => {
  const [id, command, parameter, lengthOrIndex] = report;
  if (report.length < 1 + stuReports.encryptionCommand.length || id !== stuReports.encryptionCommand.id)
    throw new DriverError('PROTOCOL', `encryption command of ${report.length} bytes`);
  return {
    command: command ?? 0,
    parameter: parameter ?? 0,
    lengthOrIndex: lengthOrIndex ?? 0,
    data: report.slice(4, 4 + blockSize),
  };
};

/** Zero for each of e, n and c says that the pad holds a good one; `lastResult` as in the status report. */
export type EncryptionStatus = { e: number; n: number; c: number; lastResult: number };

/** The 16 bytes after the ID: types 2, reserved, e, n, c, last result, abilities, reserved 8. */
export const decodeEncryptionStatus = (payload: Uint8Array): EncryptionStatus => {
  if (payload.length < stuReports.encryptionStatus.length)
    throw new DriverError('PROTOCOL', `encryption status of ${payload.length} bytes`);
  const [, , , e = 1, n = 1, c = 1, lastResult = 0] = payload;
  return { e, n, c, lastResult };
};

export const encodeEncryptionStatus = ({ e, n, c, lastResult }: EncryptionStatus): Uint8Array => {
  const report = new Uint8Array(1 + stuReports.encryptionStatus.length);
  // Abilities: random generator, SHA-1, AES.
  report.set([stuReports.encryptionStatus.id, symmetricType, asymmetricType, 0, e, n, c, lastResult, 0b111]);
  return report;
};
