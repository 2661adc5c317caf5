import type { PadModel } from '../pad-model.ts';

export type Pd1011Model = PadModel & { vendorId: number; productId: number };

/** 8.541 × 5.338 inches, from the public descriptor. Pressure counts from 5. */
export const pressureFloor = 5;
const row = (vendorId: number, productId: number, vendor: string, name: string): Pd1011Model => ({
  ...{ vendorId, productId, vendor, name, maxX: 43_392, maxY: 27_120, maxPressure: 2047 - pressureFloor },
  ...{ widthMm: 216.9, heightMm: 135.6, screen: { width: 1280, height: 800 } },
});

/** One pad under two makers' names. */
export const pd1011Models: readonly Pd1011Model[] = [
  row(0x0543, 0xe621, 'ViewSonic', 'PD1011'),
  row(0x2133, 0x0018, 'signotec', 'PD1011'),
];

export const findPd1011Model = (ids: { vendorId: number; productId: number }): Pd1011Model | undefined =>
  pd1011Models.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);
