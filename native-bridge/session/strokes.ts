import {
  BedSignError,
  type InkSample,
  type PadBox,
  type PadIdentity,
  type Sample,
  type ScreenBox,
  sampleFlag,
} from '@bedsign/contract';
import type { PadSample } from '@bedsign/drivers';
import { isTip, tipSamples } from './capture.ts';

/** Less ink than this share of the box's width is a touch, not a signature; the server refuses it too. */
const leastInk = 0.05;
/** A hand may slip over the edge; more than this share of the ink outside the box is another box's, or a mistake. */
const allowedOutside = 0.1;

type Surface = Pick<PadIdentity, 'maxX' | 'maxY' | 'maxPressure'>;

export const toCounts = (box: ScreenBox, { maxX, maxY }: Surface): PadBox => ({
  x: Math.round(box.x * maxX),
  y: Math.round(box.y * maxY),
  width: Math.round(box.width * maxX),
  height: Math.round(box.height * maxY),
});

export const inside = (box: PadBox, x: number, y: number): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** A pen report as the evidence keeps it; `openedMicros` is the capture's zero on the pad's clock. */
export const toSample = ({ x, y, pressure, tip, inRange, tMicros }: PadSample, openedMicros: number): Sample => [
  x,
  y,
  pressure,
  Math.max(0, Math.round(tMicros - openedMicros)),
  (tip ? sampleFlag.tip : 0) | (inRange ? sampleFlag.inRange : 0),
];

/** A sample for drawing. */
export const toInk = ([x, y, pressure, , flags]: Sample, { maxX, maxY, maxPressure }: Surface): InkSample => [
  x / maxX,
  y / maxY,
  pressure / maxPressure,
  flags,
];

/** Length of all strokes in counts. */
const inkLength = (samples: Sample[]): number =>
  samples.reduce((length, sample, index) => {
    const before = samples[index - 1];
    if (!before || !isTip(before) || !isTip(sample)) return length;
    return length + Math.hypot(sample[0] - before[0], sample[1] - before[1]);
  }, 0);

/** NO_STROKES without ink worth the name, STROKES_OUTSIDE_FIELD if too much of it is outside the box. */
export const checkStrokes = (samples: Sample[], box: PadBox): void => {
  const ink = tipSamples(samples);
  if (ink.length === 0 || inkLength(samples) < box.width * leastInk) throw new BedSignError('NO_STROKES');
  const outside = ink.filter(([x, y]) => !inside(box, x, y)).length / ink.length;
  if (outside > allowedOutside) throw new BedSignError('STROKES_OUTSIDE_FIELD', `${Math.round(outside * 100)} %`);
};

/**
 * How much one field holds (the evidence format allows 200 000 samples, 12 minutes at 266 reports a second). A pen that
 * lies in the air over the box must not use up the room for ink, so in-air movement is recorded up to a quarter only.
 */
export const inkLimits = { samples: 200_000, inAir: 50_000 } as const;
