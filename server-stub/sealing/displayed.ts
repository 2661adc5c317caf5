import type { PdfRect } from '@bedsign/contract';
import type { Box, Page } from './file/pages.ts';

export type Vector = readonly [x: number, y: number];

/** What is right and up on the displayed page, as directions of user space; /Rotate turns clockwise. */
export const directions: Record<Page['rotation'], { right: Vector; up: Vector }> = {
  0: { right: [1, 0], up: [0, 1] },
  90: { right: [0, 1], up: [-1, 0] },
  180: { right: [-1, 0], up: [0, -1] },
  270: { right: [0, -1], up: [1, 0] },
};

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1];

/** A point or direction of user space along the displayed right and up. */
export const toDisplayed = (page: Page, point: Vector): Vector => {
  const { right, up } = directions[page.rotation];
  return [dot(point, right), dot(point, up)];
};

const fromDisplayed = (page: Page, [x, y]: Vector): Vector => {
  const { right, up } = directions[page.rotation];
  return [x * right[0] + y * up[0], x * right[1] + y * up[1]];
};

const spanning = (a: Vector, b: Vector): Box => ({
  left: Math.min(a[0], b[0]),
  bottom: Math.min(a[1], b[1]),
  right: Math.max(a[0], b[0]),
  top: Math.max(a[1], b[1]),
});

/** A box of user space as it lies on the displayed page, and back. */
export const boxToDisplayed = (page: Page, box: Box): Box =>
  spanning(toDisplayed(page, [box.left, box.bottom]), toDisplayed(page, [box.right, box.top]));
export const boxFromDisplayed = (page: Page, box: Box): Box =>
  spanning(fromDisplayed(page, [box.left, box.bottom]), fromDisplayed(page, [box.right, box.top]));

export const boxOf = (rect: PdfRect): Box => ({
  left: rect.x,
  bottom: rect.y,
  right: rect.x + rect.width,
  top: rect.y + rect.height,
});
export const rectOf = (box: Box): PdfRect => ({
  x: box.left,
  y: box.bottom,
  width: box.right - box.left,
  height: box.top - box.bottom,
});

/** Boxes that differ by a hundredth of a point are the same: rectangles travel as decimal numbers. */
export const sameBox = (a: Box, b: Box): boolean =>
  (['left', 'bottom', 'right', 'top'] as const).every((side) => Math.abs(a[side] - b[side]) < 0.01);

/** Width and height of a rectangle of user space as displayed. */
export const displayedSize = (page: Page, rect: PdfRect): { width: number; height: number } => {
  const sideways = page.rotation === 90 || page.rotation === 270;
  return sideways ? { width: rect.height, height: rect.width } : { width: rect.width, height: rect.height };
};
