/** 64 KiB of input and output: what crosses between JavaScript and the engine. */
const area = memory.data(65536, 16);

/** Where the area begins in the module's memory. */
export function io(): usize {
  return area;
}

/** Zeros `length` bytes from `address` on. */
export function wipe(address: usize, length: usize): void {
  memory.fill(address, 0, length);
}
