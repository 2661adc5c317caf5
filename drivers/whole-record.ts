/** Runs a reader of a binary record; what DataView throws beyond the record's end becomes `fail('ends too early')`. */
export const readWhole = <T>(read: () => T, fail: (why: string) => never): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return fail('ends too early');
    throw error;
  }
};
