import { setTimeout as delay } from 'node:timers/promises';
import { BedSignError, type InkSample, type ScreenBox, sampleFlag } from '@bedsign/contract';
import { sampleSignature } from '@bedsign/drivers';
import type { Simulation } from './device-source.ts';

/** Twice as fast as a hand; the reports keep their order and their share of the time. */
const speed = 2;
/** The sample stays clear of the box's edge. */
const inset = 0.08;

export const requireSimulation = (simulation: Simulation | null): Simulation => {
  if (!simulation) throw new BedSignError('FORBIDDEN', 'the devices are real');
  return simulation;
};

/** Moves the simulated pen over the pad as a page's pointer did. */
export const playPen = (simulation: Simulation, samples: InkSample[]): void => {
  for (const [x, y, pressure, flags] of samples)
    simulation.pen({
      x,
      y,
      pressure,
      tip: (flags & sampleFlag.tip) !== 0,
      inRange: (flags & sampleFlag.inRange) !== 0,
    });
};

/** Writes a sample signature of `name` into `box` with the simulated pen; returns when the pen has left. */
export const playSignature = async (simulation: Simulation, name: string, box: ScreenBox): Promise<void> => {
  const started = performance.now();
  let due = 0;
  for (const { x, y, pressure, tip, inRange, dtMicros } of sampleSignature(name)) {
    due += dtMicros / 1000 / speed;
    const early = due - (performance.now() - started);
    if (early > 1) await delay(early);
    simulation.pen({
      x: box.x + box.width * (inset + x * (1 - 2 * inset)),
      y: box.y + box.height * (inset + y * (1 - 2 * inset)),
      pressure,
      tip,
      inRange,
    });
  }
};
