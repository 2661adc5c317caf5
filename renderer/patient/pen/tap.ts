import { type InkSample, sampleFlag } from '@bedsign/contract';

type Spot = { x: number; y: number };
export type PenMark<T> =
  | { kind: 'press'; target: T }
  | { kind: 'tap'; target: T }
  | { kind: 'release' }
  | { kind: 'drag'; by: Spot };

/**
 * Reads taps from pen samples outside the writing: the tip goes down and up within one target. `hit` names the target
 * under a spot (fractions of the screen) or null. Movement with the tip down beside every target is a drag.
 */
export const createTapReader = <T>(hit: (x: number, y: number) => T | null) => {
  let down = false;
  let target: T | null = null;
  let last: Spot = { x: 0, y: 0 };

  const read = ([x, y, , flags]: InkSample): PenMark<T> | null => {
    const tip = (flags & sampleFlag.tip) !== 0;
    if (tip && !down) {
      down = true;
      last = { x, y };
      target = hit(x, y);
      return target === null ? null : { kind: 'press', target };
    }
    if (tip) {
      const by = { x: x - last.x, y: y - last.y };
      last = { x, y };
      return target === null ? { kind: 'drag', by } : null;
    }
    if (!down) return null;
    down = false;
    // The lifting sample may lie elsewhere (a pen that leaves the range), so the last touch decides.
    const lifted = hit(last.x, last.y);
    return target !== null && lifted === target ? { kind: 'tap', target } : { kind: 'release' };
  };

  /** The pen went on to write: what began is no tap. */
  const forget = (): void => {
    down = false;
    target = null;
  };
  return { read, forget };
};
