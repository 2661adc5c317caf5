import type { PadModel } from '../pad-model.ts';

/** The useful part of Y begins here; samples count from it. */
export const yOrigin = 0x0360;

/** Millimetres are reckoned from a glass of 3.7 inches at 2 : 1, the shape of its picture; nobody has measured one. */
export const hanvonModel: PadModel & { vendorId: number; productId: number } = {
  ...{ vendorId: 0x0b57, productId: 0x8420, vendor: 'Hanvon', name: 'ESP370U' },
  ...{ maxX: 0x1800, maxY: 0x1bf0 - yOrigin, maxPressure: 0x400, widthMm: 84, heightMm: 42 },
  ...{ reportsPerSecond: 150, screen: { width: 240, height: 120 } },
};
