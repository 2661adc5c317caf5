import { toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { mutate } from './mutate.ts';
import { seededRandom } from './random.ts';
import type { FuzzTarget } from './targets.ts';
import { type Node, nodesOf } from './tree.ts';

export type FuzzResult = { accepted: number; refused: number; slowestMs: number };

function nodesOrNone(sample: Uint8Array): Node[] {
  try {
    return nodesOf(sample);
  } catch {
    return []; // PEM
  }
}

/**
 * Gives `inputs` damaged samples to the parser. Each must be taken or be refused with a GmError.
 * @throws Error with the input in hexadecimal where anything else happens
 */
export async function fuzz({ name, sample, parse }: FuzzTarget, inputs: number, seed: number): Promise<FuzzResult> {
  const random = seededRandom(seed);
  const nodes = nodesOrNone(sample);
  const result: FuzzResult = { accepted: 0, refused: 0, slowestMs: 0 };
  for (let count = 0; count < inputs; count++) {
    const input = mutate(random, nodes, sample);
    const started = performance.now();
    try {
      const parsed = parse(input);
      if (parsed instanceof Promise) await parsed;
      result.accepted++;
    } catch (error) {
      if (!(error instanceof GmError)) {
        throw new Error(`${name}: input ${count} of seed ${seed} threw ${error}; it is ${toHex(input)}`, {
          cause: error,
        });
      }
      result.refused++;
    }
    result.slowestMs = Math.max(result.slowestMs, performance.now() - started);
  }
  return result;
}
