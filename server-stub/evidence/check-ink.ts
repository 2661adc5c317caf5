import { BedSignError, type EvidenceBundle, type PadBox, type Sample, sampleFlag } from '@bedsign/contract';

/** Less written than this share of the box's width is a touch, not a signature. */
const leastInk = 0.05;
/** A stroke may run over the edge of the box; a hand that wrote elsewhere did not sign here. */
const mostOutside = 0.1;

const isTip = ([, , , , flags]: Sample): boolean => (flags & sampleFlag.tip) !== 0;

/** Length of all strokes in the pad's counts. */
const inkLength = (samples: Sample[]): number =>
  samples.reduce((length, sample, index) => {
    const before = samples[index - 1];
    return before && isTip(before) && isTip(sample)
      ? length + Math.hypot(sample[0] - before[0], sample[1] - before[1])
      : length;
  }, 0);

const isInside = ([x, y]: Sample, box: PadBox): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** NO_STROKES for a field with too little ink, STROKES_OUTSIDE_FIELD for ink that stands beside its box. */
export const checkInk = ({ fields }: EvidenceBundle): void => {
  for (const { box, samples } of fields) {
    if (inkLength(samples) < box.width * leastInk || !samples.some(isTip)) throw new BedSignError('NO_STROKES');
    const ink = samples.filter(isTip);
    const outside = ink.filter((sample) => !isInside(sample, box)).length;
    if (outside > ink.length * mostOutside) throw new BedSignError('STROKES_OUTSIDE_FIELD');
  }
};
