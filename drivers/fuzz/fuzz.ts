import { DriverError } from '../driver-error.ts';
import { mutate, seededRandom } from './mutate.ts';

/** A decoder, and well-formed inputs for it to have damaged. */
export type FuzzTarget = { name: string; samples: readonly Uint8Array[]; decode(bytes: Uint8Array): unknown };

export type FuzzResult = { taken: number; refused: number; slowestMs: number };

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Gives `inputs` damaged samples to the decoder. Each must be taken or be refused with a DriverError.
 * @throws Error with the input in hexadecimal where anything else happens
 */
export const fuzz = ({ name, samples, decode }: FuzzTarget, inputs: number, seed: number): FuzzResult => {
  const random = seededRandom(seed);
  const result: FuzzResult = { taken: 0, refused: 0, slowestMs: 0 };
  for (let count = 0; count < inputs; count++) {
    const input = mutate(random, samples[random(samples.length)] ?? new Uint8Array());
    const started = performance.now();
    try {
      decode(input);
      result.taken++;
    } catch (error) {
      if (!(error instanceof DriverError))
        throw new Error(`${name}: input ${count} of seed ${seed} threw ${error}; it is ${hex(input)}`, {
          cause: error,
        });
      result.refused++;
    }
    result.slowestMs = Math.max(result.slowestMs, performance.now() - started);
  }
  return result;
};
