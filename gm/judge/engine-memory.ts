import { fromBigInt, toBigInt } from '../bytes.ts';
import { wasm } from '../engine/wasm.ts';

/** The engine's numbers, nine signed limbs of 29 bits (wasm/sm2/unroll.mjs), laid into its area and read back. */
const limbs = 9;
const width = 29n;

/** Bytes of a number in limbs. */
export const numberLength = limbs * 8;

const view = () => new DataView(wasm().memory.buffer, wasm().area);

export function writeLimbs(offset: number, values: readonly bigint[]): void {
  values.forEach((value, index) => {
    view().setBigInt64(offset + 8 * index, value, true);
  });
}

export const readLimbs = (offset: number): bigint[] =>
  Array.from({ length: limbs }, (_, index) => view().getBigInt64(offset + 8 * index, true));

export const numberOf = (numbers: readonly bigint[]): bigint =>
  numbers.reduce((sum, limb, index) => sum + (limb << (BigInt(index) * width)), 0n);

/** The limbs of a number that is not negative, all but the last in [0, 2^29). */
export const limbsOf = (value: bigint): bigint[] =>
  Array.from({ length: limbs }, (_, index) => {
    const rest = value >> (BigInt(index) * width);
    return index < limbs - 1 ? rest & ((1n << width) - 1n) : rest;
  });

export const writeBytes = (offset: number, value: bigint): void =>
  wasm().bytes.set(fromBigInt(value, 32), wasm().area + offset);

export const readBytes = (offset: number): bigint =>
  toBigInt(wasm().bytes.subarray(wasm().area + offset, wasm().area + offset + 32));

/** Calls a part of the arithmetic by its name in wasm/index.ts, with offsets into the area; what it returns is a mask. */
export function callPart(name: string, ...offsets: number[]): unknown {
  const { area, ...exports } = wasm();
  const part = (exports as Record<string, unknown>)[name];
  if (typeof part !== 'function') throw new TypeError(`the engine exports no ${name}`);
  return part(...offsets.map((offset) => area + offset));
}
