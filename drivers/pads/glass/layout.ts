import type { PixelBox } from '../pad-screen.ts';

/** What a patient can press on the glass: begin all fields again, erase this one, confirm it. */
export const glassButtons = ['again', 'clear', 'confirm'] as const;
export type GlassButton = (typeof glassButtons)[number];

/** The signing page of a pad with a small screen: who signs what, the field, and three buttons. */
export type GlassLayout = {
  width: number;
  height: number;
  title: PixelBox;
  patient: PixelBox;
  field: PixelBox;
  buttons: Record<GlassButton, PixelBox>;
};

/** Below this height, words and buttons beside the field leave more room to write than above and below it. */
const lowScreen = 150;

/** Below each other: title and patient, the field, a row of buttons. */
const tall = (width: number, height: number): GlassLayout => {
  const gap = Math.round(height / 40);
  const line = Math.round(height * 0.1);
  const row = Math.round(height * 0.18);
  const inner = width - 2 * gap;
  const button = Math.floor((inner - 2 * gap) / 3);
  const top = 3 * gap + 2 * line;
  const bottom = height - gap - row;
  const place = (column: number) => ({ x: gap + column * (button + gap), y: bottom, width: button, height: row });
  return {
    width,
    height,
    title: { x: gap, y: gap, width: inner, height: line },
    patient: { x: gap, y: 2 * gap + line, width: inner, height: line },
    field: { x: gap, y: top, width: inner, height: bottom - gap - top },
    buttons: { again: place(0), clear: place(1), confirm: place(2) },
  };
};

/** On a low screen: one line above the field, the buttons in a column on its right. */
const low = (width: number, height: number): GlassLayout => {
  const gap = 4;
  const line = Math.round(height * 0.18);
  const column = Math.round(width * 0.2);
  const inner = width - column - 3 * gap;
  const half = Math.floor((inner - gap) / 2);
  const button = Math.floor((height - 4 * gap) / 3);
  const place = (row: number) => ({
    x: width - gap - column,
    y: gap + row * (button + gap),
    width: column,
    height: button,
  });
  return {
    width,
    height,
    title: { x: gap, y: gap, width: half, height: line },
    patient: { x: 2 * gap + half, y: gap, width: half, height: line },
    field: { x: gap, y: 2 * gap + line, width: inner, height: height - 3 * gap - line },
    buttons: { again: place(0), clear: place(1), confirm: place(2) },
  };
};

/** The page for a screen of this size, in its pixels. */
export const layoutGlass = ({ width, height }: { width: number; height: number }): GlassLayout =>
  height < lowScreen ? low(width, height) : tall(width, height);
