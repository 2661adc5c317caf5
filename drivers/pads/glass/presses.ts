import { type GlassButton, type GlassLayout, glassButtons } from './layout.ts';

/** A pen on the glass, in fractions 0…1 of the screen. */
type Pen = { x: number; y: number; tip: boolean };

const buttonAt = ({ width, height, buttons }: GlassLayout, { x, y }: Pen): GlassButton | null => {
  const inside = (name: GlassButton) => {
    const box = buttons[name];
    const [px, py] = [x * width, y * height];
    return px >= box.x && px < box.x + box.width && py >= box.y && py < box.y + box.height;
  };
  return glassButtons.find(inside) ?? null;
};

/**
 * Buttons that are pressed by the pen: it comes down on one and is lifted from the same one. A stroke that begins
 * elsewhere presses none, so that writing over the edge of the field confirms nothing.
 */
export const createGlassPresses = (layout: GlassLayout) => {
  let down = false;
  let candidate: GlassButton | null = null;
  let under: GlassButton | null = null;
  return {
    /** The button that this sample has pressed, if it has. */
    take(pen: Pen): GlassButton | null {
      if (pen.tip) {
        under = buttonAt(layout, pen);
        if (!down) candidate = under;
        down = true;
        return null;
      }
      const pressed = down && candidate !== null && candidate === under ? candidate : null;
      down = false;
      candidate = null;
      return pressed;
    },
    /** The pen is somebody else's until it is lifted. */
    forget(): void {
      candidate = null;
    },
  };
};
