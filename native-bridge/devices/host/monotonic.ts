/** Microseconds of the machine's monotonic clock: the same in every process, unlike `performance.now`. */
export const monotonicMicros = (): number => Number(process.hrtime.bigint() / 1000n);
