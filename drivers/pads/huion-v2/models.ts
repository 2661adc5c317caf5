import type { PadModel } from '../pad-model.ts';

/** The range is for hosts that cannot read string 200 whole; what string 200 says goes first. */
export type HuionV2Model = PadModel & {
  vendorId: number;
  productId: number;
  /** What string 201 answers; the IDs alone are shared by many models. */
  firmware: RegExp;
  /** One answer that the expression takes; the simulator gives it. */
  firmwareSample: string;
  reportsPerSecond: number;
  simulated: boolean;
};

const huion = 0x256c;
const ucLogic = 0x5543;

/** The pad that the demo writes on: a 10.1-inch display, 217 × 136 mm, 5080 lines per inch. */
export const simulatedPadModel: HuionV2Model = {
  vendorId: huion,
  productId: 0x006d,
  firmware: /^SIMULATED_P10_\d{6}$/,
  firmwareSample: 'SIMULATED_P10_261101',
  vendor: 'BedSign',
  name: 'Simulated 10-inch signature display',
  maxX: 43392,
  maxY: 27120,
  maxPressure: 8191,
  widthMm: 216.96,
  heightMm: 135.6,
  reportsPerSecond: 266,
  screen: { width: 1280, height: 800 },
  simulated: true,
};

export const huionV2Models: readonly HuionV2Model[] = [
  simulatedPadModel,
  {
    vendorId: huion,
    productId: 0x006d,
    firmware: /^HUION_M19p_\d{6}$/,
    firmwareSample: 'HUION_M19p_200723',
    vendor: 'Huion',
    name: 'Kamvas 12',
    maxX: 53580,
    maxY: 33640,
    maxPressure: 8191,
    widthMm: 267.9,
    heightMm: 168.2,
    reportsPerSecond: 266,
    screen: { width: 1920, height: 1200 },
    simulated: false,
  },
  {
    vendorId: huion,
    productId: 0x0064,
    firmware: /^GM001_T207_\d{6}$/,
    firmwareSample: 'GM001_T207_190101',
    vendor: 'Gaomon',
    name: 'M7',
    maxX: 51689,
    maxY: 34308,
    maxPressure: 8191,
    widthMm: 258.45,
    heightMm: 171.54,
    reportsPerSecond: 266,
    simulated: false,
  },
];

/**
 * What may speak this protocol, for discovery and udev rules: product IDs by vendor ID (Huion and Gaomon, UC-Logic).
 * A pad whose firmware is not in the table above is asked for its parameters.
 */
export const huionV2Ids: Readonly<Record<number, readonly number[]>> = {
  [huion]: [0x0064, 0x0066, 0x0067, 0x0068, 0x006b, 0x006d, 0x006e, 0x006f, 0x2008],
  [ucLogic]: [
    0x0042, 0x6001, 0x0003, 0x0004, 0x0005, 0x0064, 0x0522, 0x0781, 0x3031, 0x0081, 0x0045, 0x0047, 0x004a, 0x004d,
  ],
};

export const findHuionV2Model = (
  ids: { vendorId: number; productId: number },
  firmware: string,
): HuionV2Model | undefined =>
  huionV2Models.find(
    (model) => model.vendorId === ids.vendorId && model.productId === ids.productId && model.firmware.test(firmware),
  );
