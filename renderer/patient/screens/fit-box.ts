import type { ScreenBox } from '@bedsign/contract';

type Size = { width: number; height: number };

/** The largest box of these proportions (width ÷ height) in the room, in whole pixels. */
export const fitBox = (room: Size, proportions: number): Size => {
  const width = Math.min(room.width, room.height * proportions);
  return { width: Math.floor(width), height: Math.floor(width / proportions) };
};

/** An element's rectangle as fractions of the screen, kept inside it. */
export const screenBox = (rect: { left: number; top: number } & Size, screen: Size): ScreenBox => {
  const x = Math.max(0, rect.left / screen.width);
  const y = Math.max(0, rect.top / screen.height);
  return {
    x,
    y,
    width: Math.min(1 - x, rect.width / screen.width),
    height: Math.min(1 - y, rect.height / screen.height),
  };
};
