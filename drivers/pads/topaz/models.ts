import { topazMaxPressure } from './packet-codec.ts';

/**
 * Serial SignatureGem pads. A serial line has no vendor or product ID, so nothing is taken for one by itself: an
 * administrator names the port and the model. The range is reckoned from 4.4 × 1.2 inches at 410 points an inch, and not
 * confirmed on a pad: what lies beyond is clamped and counted.
 */
export const topazModels = [
  {
    name: 'SignatureGem 1X5 (T-S261)',
    vendor: 'Topaz',
    maxX: 1800,
    maxY: 500,
    maxPressure: topazMaxPressure,
    widthMm: 111.5,
    heightMm: 31,
    reportsPerSecond: 377,
    simulated: false,
    serial: { baudRate: 19_200, dataBits: 8, parity: 'odd', stopBits: 1 },
  },
] as const;

export type TopazModel = Omit<(typeof topazModels)[number], 'simulated'> & { simulated: boolean };
