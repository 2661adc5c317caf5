import type { PadModel } from '../pad-model.ts';

/**
 * Pads in their standard mode that are known by their IDs. Millimetres stand here because several of their descriptors
 * declare none, or nonsense; ranges are those of the descriptor, which goes first.
 */
export type HidPenModel = PadModel & { vendorId: number; productId: number; descriptor: string };

const xpPen133 =
  '050d0902a10185070920a100094209440945150025017501950381029502810309329501810295028103751095013500a4050109306513550d46' +
  '6c2726ff7f81020931462b1626ff7f8102b40930450026ff1f8142093d1581257f750895018102093e1581257f8102c0c0';
const huionHs610 =
  '050d0902a101850a0920a101094209440945093c1500250175019506810209327501950181028103050109300931550d653326ff7f35004600087510' +
  '95028102050d093026ff1f751095018102093d093e1581257f750895028102c0c0';
const standard = { maxX: 32_767, maxY: 32_767, maxPressure: 8191 } as const;

export const hidPenModels: readonly HidPenModel[] = [
  {
    ...{ ...standard, vendorId: 0x256c, productId: 0x0064, vendor: 'Huion', name: 'HS610 (standard mode)' },
    ...{ widthMm: 254, heightMm: 158.8, descriptor: huionHs610 },
  },
  {
    ...{ ...standard, vendorId: 0x28bd, productId: 0x091f, vendor: 'XP-Pen', name: 'Artist 13.3 Pro (standard mode)' },
    ...{ widthMm: 293.8, heightMm: 165.2, descriptor: xpPen133, screen: { width: 1920, height: 1080 } },
  },
];

export const findHidPenModel = (ids: { vendorId: number; productId: number }): HidPenModel | undefined =>
  hidPenModels.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);
