export type Flaw = 'empty' | 'partial' | 'smeared';

const block = 16;
/** Grey-level standard deviation above which a block shows ridges. */
const ridgeDeviation = 18;

type Measures = {
  /** Share of blocks that show ridges. */
  foreground: number;
  /** Mean standard deviation of grey in these blocks. */
  contrast: number;
  /** How much the gradients of a block agree on one direction: 0 none, 1 parallel ridges. */
  coherence: number;
};

/** Standard deviation of grey, and coherence of the structure tensor, in one block. */
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
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  const coherence = xx + yy > 0 ? Math.hypot(xx - yy, 2 * xy) / (xx + yy) : 0;
  return { deviation, coherence };
};

const measure = ({ width, height, grey }: { width: number; height: number; grey: Uint8Array }): Measures => {
  let blocks = 0;
  let ridged = 0;
  let deviations = 0;
  let coherences = 0;
  for (let top = 0; top + block <= height; top += block)
    for (let left = 0; left + block <= width; left += block) {
      const { deviation, coherence } = measureBlock(grey, width, left, top);
      blocks++;
      if (deviation < ridgeDeviation) continue;
      ridged++;
      deviations += deviation;
      coherences += coherence;
    }
  return {
    foreground: blocks ? ridged / blocks : 0,
    contrast: ridged ? deviations / ridged : 0,
    coherence: ridged ? coherences / ridged : 0,
  };
};

/** 0 at `low`, 1 at `high`, straight between. */
const ramp = (value: number, low: number, high: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));

/**
 * Whether an 8-bit image of 500 dpi is worth keeping as evidence, and how good it is, 0…100. Not a matcher's score: it
 * says whether a finger lay flat, large enough, dry enough and still.
 */
export const judgeFingerprint = (image: {
  width: number;
  height: number;
  grey: Uint8Array;
}): { quality: number; flaw: Flaw | undefined } => {
  const { foreground, contrast, coherence } = measure(image);
  const quality = Math.round(
    100 * ramp(foreground, 0.1, 0.6) ** 0.5 * ramp(contrast, ridgeDeviation, 60) ** 0.5 * ramp(coherence, 0.2, 0.75),
  );
  if (foreground < 0.06) return { quality, flaw: 'empty' };
  if (foreground < 0.25) return { quality, flaw: 'partial' };
  if (contrast < 28 || coherence < 0.4) return { quality, flaw: 'smeared' };
  return { quality, flaw: undefined };
};
