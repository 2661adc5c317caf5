import { isInBox, type PadBox } from '@bedsign/contract';
import type { RawSample } from '@bedsign/drivers';

/** The field that is being written, if any. */
export type Target = { id: string; box: PadBox } | null;

/**
 * Decides whom each pen report belongs to: the field being written, or (null) the page's buttons. A stroke belongs
 * whole to where its pen came down; in the air, the pen belongs to the field while it is over its box.
 */
export const createPenRouter = () => {
  let down = false;
  let owner: string | null = null;
  return {
    /** `sample` as it lies on the pad's screen, in counts. */
    route(sample: Pick<RawSample, 'x' | 'y' | 'tip' | 'inRange'>, target: Target): string | null {
      const over = target && isInBox(target.box, sample.x, sample.y) ? target.id : null;
      // Leaving the range has no place of its own; it belongs to whom the pen was last with.
      if (!down && sample.inRange) owner = over;
      down = sample.tip;
      return owner !== null && owner === target?.id ? owner : null;
    },
    /** The pen, or the field it was in, is gone; what remains of the stroke belongs to nobody. */
    release(): void {
      owner = null;
    },
    /** The pad was pulled: the next report starts afresh. */
    reset(): void {
      owner = null;
      down = false;
    },
  };
};
