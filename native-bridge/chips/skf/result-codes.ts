import { DriverError, type DriverErrorCode } from '@bedsign/drivers';

/** GM/T 0016 annex A: what a call returned, and what it means for us; anything else is CHIP. */
const codes: Record<number, readonly [string, DriverErrorCode]> = {
  167772161: ['SAR_FAIL', 'CHIP'],
  167772162: ['SAR_UNKNOWNERR', 'CHIP'],
  167772163: ['SAR_NOTSUPPORTYETERR', 'CHIP'],
  167772165: ['SAR_INVALIDHANDLEERR', 'CHIP'],
  167772166: ['SAR_INVALIDPARAMERR', 'CHIP'],
  167772170: ['SAR_KEYUSAGEERR', 'CHIP'],
  167772172: ['SAR_NOTINITIALIZEERR', 'CHIP'],
  167772175: ['SAR_TIMEOUTERR', 'TIMEOUT'],
  167772187: ['SAR_KEYNOTFOUNDERR', 'CHIP'],
  167772188: ['SAR_CERTNOTFOUNDERR', 'CHIP'],
  167772192: ['SAR_BUFFER_TOO_SMALL', 'CHIP'],
  167772195: ['SAR_DEVICE_REMOVED', 'LOST'],
  167772196: ['SAR_PIN_INCORRECT', 'PIN_WRONG'],
  167772197: ['SAR_PIN_LOCKED', 'PIN_LOCKED'],
  167772198: ['SAR_PIN_INVALID', 'PIN_WRONG'],
  167772199: ['SAR_PIN_LEN_RANGE', 'PIN_WRONG'],
  167772201: ['SAR_USER_PIN_NOT_INITIALIZED', 'CHIP'],
  167772205: ['SAR_USER_NOT_LOGGED_IN', 'CHIP'],
  167772206: ['SAR_APPLICATION_NOT_EXISTS', 'CHIP'],
};

/** Throws what a call's result stands for, unless it is SAR_OK. */
export const requireOk = (result: number, call: string): void => {
  if (result === 0) return;
  const [name, code] = codes[result] ?? [`0x${result.toString(16).padStart(8, '0')}`, 'CHIP' as const];
  throw new DriverError(code, `${call}: ${name}`);
};
