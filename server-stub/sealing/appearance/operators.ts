/** A number of a content stream: a hundredth of a point is finer than any printer. */
export const number = (value: number): string => String(Math.round(value * 100) / 100);

/** Red, green, blue from 0 to 255 as operands of rg, RG and of palettes. */
export type Colour = readonly [red: number, green: number, blue: number];
export const operands = (colour: Colour): string => colour.map((part) => (part / 255).toFixed(3)).join(' ');

export const colours = {
  /** Blue-black ink. */
  ink: [16, 24, 64],
  /** 红印泥, the red paste of seals and fingerprints. */
  paste: [196, 30, 34],
  caption: [64, 68, 80],
  mark: [150, 154, 166],
} as const satisfies Record<string, Colour>;
