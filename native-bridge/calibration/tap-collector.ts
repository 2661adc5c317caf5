import type { Spot } from '@bedsign/contract';
import type { Pad, PadSample } from '@bedsign/drivers';

/** A tap whose samples lie further apart than this was a stroke; millimetres. */
const steadyMm = 2;

type Area = Pick<Pad, 'maxX' | 'maxY' | 'widthMm' | 'heightMm'>;

/** A 10-inch pad's, for pads that do not know theirs. */
const usualSize = { widthMm: 217, heightMm: 136 };

export const sizeMm = ({ widthMm, heightMm }: Pick<Area, 'widthMm' | 'heightMm'>) =>
  widthMm > 0 && heightMm > 0 ? { widthMm, heightMm } : usualSize;

/** Gathers pen reports into taps: their mean place as fractions of the pad, or `slid`. One tap is from tip down to tip up. */
export const createTapCollector = (pad: Area) => {
  const { widthMm, heightMm } = sizeMm(pad);
  let spots: Spot[] = [];
  const range = (values: number[]): number => Math.max(...values) - Math.min(...values);
  return {
    take({ x, y, tip }: Pick<PadSample, 'x' | 'y' | 'tip'>): Spot | 'slid' | null {
      if (tip) {
        spots.push({ x: x / pad.maxX, y: y / pad.maxY });
        return null;
      }
      if (spots.length === 0) return null;
      const tapped = spots;
      spots = [];
      const xs = tapped.map((spot) => spot.x);
      const ys = tapped.map((spot) => spot.y);
      if (Math.hypot(range(xs) * widthMm, range(ys) * heightMm) > steadyMm) return 'slid';
      const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      return { x: mean(xs), y: mean(ys) };
    },
  };
};
