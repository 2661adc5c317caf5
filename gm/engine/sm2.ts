import type { Sm2Exports } from './sm2-exports.ts';
import { wasm } from './wasm.ts';

type Operation = Exclude<keyof Sm2Exports, 'sm2Wipe'>;

/**
 * Runs an SM2 operation on inputs laid one after another, and returns the `length` bytes of its answer, or undefined where it
 * refuses. The area and the engine's own memory are wiped before it returns, also if it throws.
 */
export function runSm2(
  operation: Operation,
  inputs: readonly Uint8Array[],
  length = 0,
  slot = 0,
): Uint8Array<ArrayBuffer> | undefined {
  const engine = wasm();
  const { bytes, area } = engine;
  let end = area;
  try {
    for (const input of inputs) {
      bytes.set(input, end);
      end += input.length;
    }
    return engine[operation](area, slot) ? bytes.slice(area, area + length) : undefined;
  } finally {
    engine.wipe(area, Math.max(end - area, length));
    engine.sm2Wipe();
  }
}
