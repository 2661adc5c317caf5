import { DriverError, type DriverErrorCode } from '@bedsign/drivers';

/**
 * What the native libraries say, by what it means. They pass on the operating system's words (strerror on Linux and
 * macOS, FormatMessage on Windows) and no code of their own; `usb` passes on Linux's numbers (errno(3)).
 */
const meanings: readonly (readonly [RegExp, DriverErrorCode])[] = [
  [
    /permission denied|access (is )?denied|access_denied|EACCES|EPERM|operation not permitted|errno (1|13)\b/i,
    'ACCESS_DENIED',
  ],
  [/sharing violation|being used by another|resource busy|EBUSY|is busy|errno 16\b|cannot lock port/i, 'BUSY'],
  [
    /disconnected|no such (device|file)|ENODEV|ENOENT|ENXIO|bad file descriptor|EBADF|not connected|port is not open|errno (2|19|108)\b/i,
    'LOST',
  ],
  [/timed? ?out|ETIMEDOUT|cancell?ed/i, 'TIMEOUT'],
];

/** A library's failure as a DriverError; PROTOCOL when it is none of the known: a stalled request, a refused length. */
export const namedFailure = (what: string, thrown: unknown): DriverError => {
  if (thrown instanceof DriverError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const code = meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 'PROTOCOL';
  return new DriverError(code, `${what}: ${words}`, { cause: thrown });
};
