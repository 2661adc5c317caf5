import type { PadModel } from '../pad-model.ts';

/** `wide`: reports of 14 bytes that carry one more bit of pressure. */
export type UgeeV2Model = PadModel & { vendorId: number; productId: number; generation: 'narrow' | 'wide' };

const ugee = 0x28bd;
const ugTizer = 0x2179;

/** Millimetres from the counts at 5080 lines per inch. Report rates are not published for each; 200 is what both are sold with. */
export const ugeeV2Models: readonly UgeeV2Model[] = [
  {
    ...{ vendorId: ugee, productId: 0x094d, vendor: 'XP-Pen', name: 'Artist 10 (2nd generation)' },
    ...{ maxX: 44_902, maxY: 25_339, maxPressure: 8191, widthMm: 224.5, heightMm: 126.7, reportsPerSecond: 200 },
    ...{ screen: { width: 1920, height: 1080 }, generation: 'narrow' },
  },
  {
    ...{ vendorId: ugee, productId: 0x290c, vendor: 'UGEE', name: 'UE16' },
    ...{ maxX: 68_199, maxY: 38_399, maxPressure: 16_383, widthMm: 341, heightMm: 192, reportsPerSecond: 200 },
    ...{ screen: { width: 1920, height: 1080 }, generation: 'wide' },
  },
];

/** What may speak this protocol: pads that are not in the table above are asked for their parameters. */
export const ugeeV2Ids: Readonly<Record<number, readonly number[] | 'any'>> = {
  [ugee]: [
    ...[0x0042, 0x0055, 0x0071, 0x0074, 0x0075, 0x0078, 0x0094, 0x0905, 0x0909, 0x091f, 0x0933, 0x0934, 0x0935, 0x0936],
    ...[0x094d, 0x095b, 0x1903, 0x290c],
  ],
  [ugTizer]: 'any',
};

export const findUgeeV2Model = (ids: { vendorId: number; productId: number }): UgeeV2Model | undefined =>
  ugeeV2Models.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);
