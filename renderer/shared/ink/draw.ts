import type { InkSample } from '@bedsign/contract';
import { type InkPoint, type InkView, isTipDown, segmentOutline, smoothStroke, splitStrokes } from './outline.ts';

const inkColour = '#10233f';
/** A new sample changes the curve this many samples back. */
const reach = 4;

const fillCurve = (context: CanvasRenderingContext2D, curve: readonly InkPoint[]): void => {
  context.fillStyle = inkColour;
  let previous: InkPoint | undefined;
  for (const point of curve) {
    context.beginPath();
    context.arc(point.x, point.y, point.radius, 0, 2 * Math.PI);
    context.fill();
    const [start, ...rest] = previous ? segmentOutline(previous, point) : [];
    if (start) {
      context.beginPath();
      context.moveTo(start.x, start.y);
      for (const { x, y } of rest) context.lineTo(x, y);
      context.fill();
    }
    previous = point;
  }
};

/** Clears the surface and draws all strokes. */
export const drawWhole = (context: CanvasRenderingContext2D, samples: readonly InkSample[], view: InkView): void => {
  context.clearRect(0, 0, view.width, view.height);
  for (const stroke of splitStrokes(samples)) fillCurve(context, smoothStroke(stroke, view));
};

/** Draws what came after the first `drawn` samples, over what is there. */
export const drawTail = (
  context: CanvasRenderingContext2D,
  samples: readonly InkSample[],
  drawn: number,
  view: InkView,
): void => {
  const from = Math.max(0, drawn - reach);
  // A curve's first point lies on the curve only where the stroke really begins; inside a stroke it is a control point.
  const inside = isTipDown(samples[from - 1]) && isTipDown(samples[from]);
  splitStrokes(samples.slice(from)).forEach((stroke, index) => {
    const curve = smoothStroke(stroke, view);
    fillCurve(context, inside && index === 0 ? curve.slice(1) : curve);
  });
};
