import type { PadModel } from '../pad-model.ts';

export type HanwangModel = PadModel & { vendorId: number; productId: number };

/** The greatest pressure that eleven bits hold. Counts are hundredths of a millimetre: the sizes in the names agree. */
const row = (productId: number, size: string, maxX: number, maxY: number): HanwangModel => ({
  ...{ vendorId: 0x0b57, productId, vendor: 'Hanwang', name: `Art Master III ${size}` },
  ...{ maxX, maxY, maxPressure: 2047, widthMm: maxX / 100, heightMm: maxY / 100 },
});

export const hanwangModels: readonly HanwangModel[] = [
  row(0x8528, '0906', 0x5757, 0x3692),
  row(0x8529, '0604', 0x3d84, 0x2672),
  row(0x852a, '1308', 0x7f00, 0x4f60),
];

export const findHanwangModel = (ids: { vendorId: number; productId: number }): HanwangModel | undefined =>
  hanwangModels.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);
