import { type BedSignError, errorStatus } from '@bedsign/contract';

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** Whether the same bundle may be taken later without anyone doing anything: no answer, overload, the server's own faults,
 * a TLS certificate that is not trusted (no server says CERTIFICATE_INVALID to a bundle). */
export const mayPassByItself = ({ code }: BedSignError): boolean => {
  const status = errorStatus[code];
  return code === 'CERTIFICATE_INVALID' || status >= 500 || status === 429 || status === 408;
};

/** Wait before the next attempt, doubled each time; `random` (0…1) spreads many stations after one outage. */
export const delayAfter = (attempts: number, random: number): number => {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(delay * (0.75 + random / 4));
};
