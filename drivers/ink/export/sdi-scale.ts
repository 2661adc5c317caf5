import { DriverError } from '../../driver-error.ts';

/**
 * ISO/IEC 19794-7:2007 §7: a scaling value of 16 bits, exponent E 5 and fraction F 11: (1 + F/2048)·2^(E−16). Between
 * 2^-16 and just under 2^16, within one part in 4096.
 */
const fractions = 2048;
const bias = 16;

export const decodeScale = (word: number): number => (1 + (word & 0x7ff) / fractions) * 2 ** ((word >> 11) - bias);

/** The nearest scaling value; PROTOCOL when there is none. */
export const encodeScale = (scale: number): number => {
  if (!(scale > 0 && Number.isFinite(scale))) throw new DriverError('PROTOCOL', `scaling value ${scale}`);
  let exponent = Math.floor(Math.log2(scale));
  let fraction = Math.round((scale / 2 ** exponent - 1) * fractions);
  if (fraction === fractions) {
    exponent++;
    fraction = 0;
  }
  if (exponent < -bias || exponent > 31 - bias) throw new DriverError('PROTOCOL', `scaling value ${scale}`);
  return ((exponent + bias) << 11) | fraction;
};
