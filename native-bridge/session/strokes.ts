import {
  type InkSample,
  mapCounts,
  mostSamples,
  type PadBox,
  type PadIdentity,
  type Sample,
  type ScreenBox,
  sampleFlag,
} from '@bedsign/contract';
import type { RawSample } from '@bedsign/drivers';

/** What a pad's counts mean on its screen. */
export type Surface = Pick<PadIdentity, 'maxX' | 'maxY' | 'maxPressure' | 'mapping'>;

export const toCounts = (box: ScreenBox, { maxX, maxY }: Surface): PadBox => ({
  x: Math.round(box.x * maxX),
  y: Math.round(box.y * maxY),
  width: Math.round(box.width * maxX),
  height: Math.round(box.height * maxY),
});

/** A pen report as the evidence keeps it; `openedMicros` is the capture's zero on the pad's clock. */
export const toSample = ({ x, y, pressure, tip, inRange, tMicros }: RawSample, openedMicros: number): Sample => [
  x,
  y,
  pressure,
  Math.max(0, Math.round(tMicros - openedMicros)),
  (tip ? sampleFlag.tip : 0) | (inRange ? sampleFlag.inRange : 0),
];

/** A sample for drawing. */
export const toInk = ([x, y, pressure, , flags]: Sample, surface: Surface): InkSample => {
  const spot = mapCounts({ x, y }, surface);
  return [spot.x / surface.maxX, spot.y / surface.maxY, pressure / surface.maxPressure, flags];
};

/**
 * How much one field holds. A pen that lies in the air over the box must not use up the room for ink, so in-air movement
 * is recorded up to a quarter only.
 */
export const inkLimits = { samples: mostSamples, inAir: mostSamples / 4 } as const;
