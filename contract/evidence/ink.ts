import { BedSignError } from '../errors/bedsign-error.ts';
import { type PadBox, type PadIdentity, type Sample, sampleFlag } from './bundle.ts';
import { mapCounts } from './mapping.ts';

/** Less ink than this share of the box's width is a touch, not a signature. */
export const leastInk = 0.05;
/** A hand may slip over the edge; with more than this share of the ink outside, it did not sign in this box. */
export const mostInkOutside = 0.1;
/** Share of the pad's width and height. In a smaller box a touch would be long enough to pass for a signature. */
export const leastBox = 0.02;

/** Whether the pen was down. */
export const isTip = ([, , , , flags]: Sample): boolean => (flags & sampleFlag.tip) !== 0;

/** The samples that left ink. */
export const tipSamples = (samples: readonly Sample[]): Sample[] => samples.filter(isTip);

/** The samples where they lie on the pad's screen, in counts: as its calibration maps them. */
export const onScreen = (
  samples: readonly Sample[],
  pad: Pick<PadIdentity, 'maxX' | 'maxY' | 'mapping'>,
): readonly Sample[] =>
  pad.mapping
    ? samples.map(([x, y, ...rest]): Sample => {
        const mapped = mapCounts({ x, y }, pad);
        return [mapped.x, mapped.y, ...rest];
      })
    : samples;

/** Whether a place on the pad's screen, in counts, lies in the box; its edges belong to it. */
export const isInBox = (box: PadBox, x: number, y: number): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** Whether a hand can write in the box. */
export const isRoomy = ({ width, height }: PadBox, { maxX, maxY }: Pick<PadIdentity, 'maxX' | 'maxY'>): boolean =>
  width >= Math.max(1, maxX * leastBox) && height >= Math.max(1, maxY * leastBox);

/** Length of all strokes in counts. */
const inkLength = (samples: readonly Sample[]): number =>
  samples.reduce((length, sample, index) => {
    const before = samples[index - 1];
    if (!before || !isTip(before) || !isTip(sample)) return length;
    return length + Math.hypot(sample[0] - before[0], sample[1] - before[1]);
  }, 0);

/**
 * What makes handwriting a signature in its box, for the station before it seals and the server before it signs. The
 * samples are those of the screen.
 * NO_STROKES without ink worth the name, STROKES_OUTSIDE_FIELD if too much of it is outside the box.
 */
export const checkStrokes = (samples: readonly Sample[], box: PadBox): void => {
  const ink = tipSamples(samples);
  if (ink.length === 0 || inkLength(samples) < box.width * leastInk) throw new BedSignError('NO_STROKES');
  const outside = ink.filter(([x, y]) => !isInBox(box, x, y)).length / ink.length;
  if (outside > mostInkOutside) throw new BedSignError('STROKES_OUTSIDE_FIELD', `${Math.round(outside * 100)} %`);
};
