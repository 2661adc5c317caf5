import type { PadModel } from '../pad-model.ts';

/** `framed`: the digitiser reaches 200 counts beyond the screen on every side (report 0x11); `plain`: report 2. */
export type WacomDtuModel = PadModel & {
  vendorId: number;
  productId: number;
  layout: 'framed' | 'plain';
  buttons: number;
};

/** Counts that the digitiser reaches beyond each edge of the screen. */
export const border = 200;

/** Counts are hundredths of a millimetre (2540 lines per inch); `width` and `height` are the digitiser's. */
const row = (
  productId: number,
  name: string,
  [width, height]: readonly [number, number],
  rest: Pick<WacomDtuModel, 'maxPressure' | 'layout' | 'buttons' | 'reportsPerSecond' | 'screen'>,
): WacomDtuModel => {
  const [maxX, maxY] = rest.layout === 'framed' ? [width - 2 * border, height - 2 * border] : [width, height];
  return {
    ...{ vendorId: 0x056a, productId, vendor: 'Wacom', name, maxX, maxY, widthMm: maxX / 100, heightMm: maxY / 100 },
    ...rest,
  };
};

const framed = { layout: 'framed', reportsPerSecond: 200 } as const;
const wide = { width: 1920, height: 1080 };

export const wacomDtuModels: readonly WacomDtuModel[] = [
  row(0x00fb, 'DTU-1031', [22_096, 13_960], {
    ...framed,
    maxPressure: 511,
    buttons: 4,
    screen: { width: 1280, height: 800 },
  }),
  row(0x032f, 'DTU-1031X', [22_672, 12_928], {
    ...framed,
    maxPressure: 511,
    buttons: 0,
    screen: { width: 1366, height: 768 },
  }),
  row(0x0336, 'DTU-1141', [23_672, 13_403], { ...framed, maxPressure: 1023, buttons: 4, screen: wide }),
  row(0x0359, 'DTU-1141B', [23_672, 13_403], { ...framed, maxPressure: 1023, buttons: 4, screen: wide }),
  row(0x035a, 'DTH-1152', [23_672, 13_403], { ...framed, maxPressure: 1023, buttons: 0, screen: wide }),
  row(0x00f0, 'DTU-1631', [34_623, 19_553], {
    ...{ layout: 'plain', maxPressure: 511, buttons: 0, reportsPerSecond: 200, screen: { width: 1366, height: 768 } },
  }),
  row(0x00ce, 'DTU-2231', [47_864, 27_011], {
    ...{ layout: 'plain', maxPressure: 511, buttons: 0, reportsPerSecond: 197, screen: wide },
  }),
];

export const findWacomDtuModel = (ids: { vendorId: number; productId: number }): WacomDtuModel | undefined =>
  wacomDtuModels.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);
