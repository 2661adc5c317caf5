/**
 * Reads `assert` of a kernel PPS device (Documentation/driver-api/pps.rst): `1795593600.000012345#4711`, the system clock at the last
 * pulse and its number. Undefined where there was none yet. Returns ms since 1970.
 */
export const parsePulse = (text: string): number | undefined => {
  const [, seconds, nanoseconds] = /^(\d+)\.(\d{9})#\d+\s*$/.exec(text) ?? [];
  const ms = Number(seconds) * 1000 + Number(nanoseconds) / 1e6;
  return ms > 0 ? ms : undefined;
};
