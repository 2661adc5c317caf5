import type { StuGeneration } from './reports.ts';

export type StuModel = {
  vendorId: number;
  productId: number;
  vendor: string;
  name: string;
  generation: StuGeneration;
  screen: { width: number; height: number };
  /** The digitiser's range over the screen, in 0.01 mm (2540 lines per inch); what the pad's Capability says goes first. */
  maxX: number;
  maxY: number;
  maxPressure: number;
  /** Bits per pixel that the screen takes when Capability does not say: the smallest pads leave that field empty. */
  depths: readonly (1 | 16 | 24)[];
  encryption: 'diffie-hellman' | 'rsa';
  /**
   * Byte order of 24-bit colours in the settings of ink and background. Published hosts disagree; an unmodified ink is
   * black in either, and we set no other.
   */
  colourOrder: 'bgr' | 'rgb';
  reportsPerSecond: number;
  simulated: boolean;
};

const wacom = 0x056a;
const common = {
  vendorId: wacom,
  vendor: 'Wacom',
  maxPressure: 1023,
  colourOrder: 'bgr',
  reportsPerSecond: 200,
  simulated: false,
} as const;
const colour = { screen: { width: 800, height: 480 }, maxX: 10_800, maxY: 6_480, depths: [1, 16, 24] } as const;
const stu430 = {
  ...common,
  generation: '430',
  screen: { width: 320, height: 200 },
  maxX: 9_600,
  maxY: 6_000,
  depths: [1],
  encryption: 'rsa',
} as const;

/** The 541 (0x00A9) is not here: it takes its commands through TLS, and its protocol is not public. */
export const stuModels: readonly StuModel[] = [
  {
    ...common,
    productId: 0x00a1,
    name: 'STU-500',
    generation: '500',
    screen: { width: 640, height: 480 },
    maxX: 10_160,
    maxY: 7_620,
    depths: [1],
    encryption: 'diffie-hellman',
  },
  {
    ...common,
    productId: 0x00a2,
    name: 'STU-300',
    generation: '300',
    screen: { width: 396, height: 100 },
    maxX: 9_900,
    maxY: 2_500,
    depths: [1],
    encryption: 'diffie-hellman',
  },
  {
    ...common,
    ...colour,
    productId: 0x00a3,
    name: 'STU-520A',
    generation: '520',
    maxX: 10_400,
    maxY: 6_240,
    depths: [1, 16],
    encryption: 'diffie-hellman',
  },
  { ...stu430, productId: 0x00a4, name: 'STU-430' },
  { ...common, ...colour, productId: 0x00a5, name: 'STU-530', generation: '530', encryption: 'rsa' },
  { ...stu430, productId: 0x00a6, name: 'STU-430V' },
  // One published list says A7 for the 540, two hosts say A8: both are taken for it.
  { ...common, ...colour, productId: 0x00a7, name: 'STU-540 (A7)', generation: '540', encryption: 'rsa' },
  { ...common, ...colour, productId: 0x00a8, name: 'STU-540', generation: '540', encryption: 'rsa' },
];

export const findStuModel = (ids: { vendorId: number; productId: number }): StuModel | undefined =>
  stuModels.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);
