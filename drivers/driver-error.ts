export const driverErrorCodes = [
  'NOT_CONNECTED',
  'LOST',
  'ACCESS_DENIED',
  'BUSY',
  'PROTOCOL',
  'TIMEOUT',
  'NO_FINGER',
  'POOR_IMAGE',
  'PIN_WRONG',
  'PIN_LOCKED',
  'CHIP',
] as const;

export type DriverErrorCode = (typeof driverErrorCodes)[number];

/** The one error that drivers, codecs and transports throw. `detail` is for logs: bytes and states, no personal data. */
export class DriverError extends Error {
  readonly code: DriverErrorCode;
  readonly detail: string | undefined;

  constructor(code: DriverErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${code}: ${detail}` : code, options);
    this.name = 'DriverError';
    this.code = code;
    this.detail = detail;
  }
}
