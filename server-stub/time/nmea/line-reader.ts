/** NMEA 0183 allows 82 characters; some receivers write a little more. */
const longestLine = 120;
const dollar = 0x24;
const lineEnds = [0x0a, 0x0d];

/** Takes a stream of bytes apart into sentences. `at`: when the `$` came, on the clock of the caller. */
export const createLineReader = (onLine: (line: string, at: number) => void) => {
  let line: number[] | undefined;
  let startedAt = 0;
  return (bytes: Uint8Array, now: number): void => {
    for (const byte of bytes) {
      if (byte === dollar) [line, startedAt] = [[], now];
      else if (line && lineEnds.includes(byte)) {
        onLine(String.fromCharCode(...line), startedAt);
        line = undefined;
      } else if (line && line.push(byte) > longestLine) line = undefined;
    }
  };
};
