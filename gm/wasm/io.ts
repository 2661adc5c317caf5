/** 64 KiB of input and output: what crosses between JavaScript and the engine. */
const area = memory.data(65536, 16);

/** Where the area begins in the module's memory. */
export function io(): usize {
  return area;
}

/** Zeros the first `length` bytes of the area. */
export function wipe(length: usize): void {
  memory.fill(area, 0, length);
}
