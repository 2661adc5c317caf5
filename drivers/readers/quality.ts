export type Flaw = 'empty' | 'partial' | 'smeared';
type Grey = { width: number; height: number; grey: Uint8Array };

const block = 16;
/** Grey-level standard deviation above which a block shows ridges. */
const ridgeDeviation = 18;
/** How much darker than bare glass skin is, ridges or not. */
const skinDarkness = 30;

/** Mean and standard deviation of grey, and coherence of the structure tensor, in one block. */
const measureBlock = (grey: Uint8Array, width: number, left: number, top: number) => {
  let sum = 0;
  let squares = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let y = top; y < top + block; y++)
    for (let x = left; x < left + block; x++) {
      const at = y * width + x;
      const value = grey[at] ?? 0;
      const dx = (grey[at + 1] ?? value) - (grey[at - 1] ?? value);
      const dy = (grey[at + width] ?? value) - (grey[at - width] ?? value);
      sum += value;
      squares += value * value;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
  const count = block * block;
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean ** 2));
  const coherence = xx + yy > 0 ? Math.hypot(xx - yy, 2 * xy) / (xx + yy) : 0;
  return { mean, deviation, coherence };
};

/** Grey of bare glass: what nineteen pixels of twenty are darker than, or equal to. */
const glassLevel = (grey: Uint8Array): number => grey.slice().sort()[Math.floor(grey.length * 0.95)] ?? 255;

const average = (values: number[]) =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

const measure = ({ width, height, grey }: Grey) => {
  const blocks = [];
  for (let top = 0; top + block <= height; top += block)
    for (let left = 0; left + block <= width; left += block) blocks.push(measureBlock(grey, width, left, top));
  const glass = glassLevel(grey);
  const ridged = blocks.filter(({ deviation }) => deviation >= ridgeDeviation);
  const touched = blocks.filter(({ deviation, mean }) => deviation >= ridgeDeviation || mean < glass - skinDarkness);
  return {
    /** Share of the glass that skin touches. */
    contact: touched.length / Math.max(1, blocks.length),
    /** Share of that skin which shows ridges. */
    ridges: ridged.length / Math.max(1, touched.length),
    /** Standard deviation of grey where there are ridges. */
    contrast: average(ridged.map(({ deviation }) => deviation)),
    /** How much the gradients of a block agree on one direction: 0 none, 1 parallel ridges. */
    coherence: average(ridged.map(({ coherence }) => coherence)),
  };
};

/** 0 at `low`, 1 at `high`, straight between. */
const ramp = (value: number, low: number, high: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));

/**
 * Whether an 8-bit image of 500 dpi is worth keeping as evidence, and how good it is, 0…100. Not a matcher's score: it
 * says whether a finger lay flat, large enough, dry enough and still.
 */
export const judgeFingerprint = (image: Grey): { quality: number; flaw: Flaw | undefined } => {
  const { contact, ridges, contrast, coherence } = measure(image);
  const size = Math.sqrt(ramp(contact, 0.1, 0.6));
  const clarity = Math.sqrt(ramp(contrast, ridgeDeviation, 60)) * ramp(coherence, 0.2, 0.75);
  const quality = Math.round(100 * size * ridges * clarity);
  if (contact < 0.06) return { quality, flaw: 'empty' };
  if (contact < 0.25) return { quality, flaw: 'partial' };
  if (ridges < 0.6 || contrast < 28 || coherence < 0.4) return { quality, flaw: 'smeared' };
  return { quality, flaw: undefined };
};
