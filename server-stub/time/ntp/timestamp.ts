/**
 * NTP counts seconds since 1900 in 32 bits and starts anew on 2036-02-07 (RFC 5905 §6). No time before this software was written can be meant,
 * so each number has one meaning until 2162.
 */
const earliestMs = Date.UTC(2026, 0, 1);

/** 1970 in NTP's seconds. */
const unixEpoch = 2_208_988_800;
const eraSeconds = 2 ** 32;

/** Reads a timestamp (32.32 bits of seconds) as ms since 1970; undefined for zero, which means unknown. */
export const readTimestamp = (view: DataView, offset: number): number | undefined => {
  const seconds = view.getUint32(offset);
  const fraction = view.getUint32(offset + 4);
  if (seconds === 0 && fraction === 0) return undefined;
  const ms = (seconds - unixEpoch) * 1000 + (fraction / 2 ** 32) * 1000;
  return ms < earliestMs ? ms + eraSeconds * 1000 : ms;
};

export const writeTimestamp = (view: DataView, offset: number, ms: number): void => {
  const whole = Math.floor(ms / 1000);
  const seconds = (whole + unixEpoch) % eraSeconds;
  const fraction = Math.floor((ms / 1000 - whole) * 2 ** 32);
  view.setUint32(offset, seconds);
  // The first moment of an era has the number that means unknown: it is written as the next one.
  view.setUint32(offset + 4, seconds === 0 && fraction === 0 ? 1 : fraction);
};

/** Reads a short format (16.16 bits of seconds, unsigned) as ms. */
export const readShort = (view: DataView, offset: number): number => (view.getUint32(offset) / 2 ** 16) * 1000;

/** Writes ms in short format, rounded up: an error is never made smaller. */
export const writeShort = (view: DataView, offset: number, ms: number): void =>
  view.setUint32(offset, Math.min(Math.ceil((ms / 1000) * 2 ** 16), 0xff_ff_ff_ff));
