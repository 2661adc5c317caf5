import { asBedSignError, BedSignError, type ErrorCode } from '@bedsign/contract';
import { DriverError, type DriverErrorCode } from '@bedsign/drivers';
import type { DeviceKind } from './device-source.ts';

/** What a driver's failure is called in front of nurses, per kind of device; anything else is `other`. */
const names: Record<DeviceKind, Partial<Record<DriverErrorCode, ErrorCode>> & { other: ErrorCode }> = {
  pad: { NOT_CONNECTED: 'PAD_NOT_CONNECTED', other: 'PAD_LOST' },
  reader: {
    NOT_CONNECTED: 'FINGERPRINT_NOT_CONNECTED',
    LOST: 'FINGERPRINT_NOT_CONNECTED',
    NO_FINGER: 'FINGERPRINT_NO_FINGER',
    other: 'FINGERPRINT_FAILED',
  },
  chip: {
    NOT_CONNECTED: 'CHIP_NOT_CONNECTED',
    LOST: 'CHIP_NOT_CONNECTED',
    PIN_WRONG: 'CHIP_PIN_WRONG',
    PIN_LOCKED: 'CHIP_PIN_LOCKED',
    other: 'CHIP_FAILED',
  },
};

/** What was wrong with a fingerprint's picture, by the detail of POOR_IMAGE. */
const flaws: Record<string, ErrorCode> = {
  empty: 'FINGERPRINT_EMPTY',
  partial: 'FINGERPRINT_PARTIAL',
  smeared: 'FINGERPRINT_SMEARED',
};

/** What the operating system refuses, whichever the device. */
const common: Partial<Record<DriverErrorCode, ErrorCode>> = {
  ACCESS_DENIED: 'DEVICE_ACCESS_DENIED',
  BUSY: 'DEVICE_IN_USE',
};

export const namedDeviceError = (kind: DeviceKind, thrown: unknown): BedSignError => {
  if (!(thrown instanceof DriverError)) return asBedSignError(thrown);
  const { code, detail = '', message } = thrown;
  const table = names[kind];
  const flaw = code === 'POOR_IMAGE' ? flaws[detail] : undefined;
  return new BedSignError(flaw ?? table[code] ?? common[code] ?? table.other, message, { cause: thrown });
};
