import type { ScreenBox } from '@bedsign/contract';
import { useEffect, useRef } from 'react';
import { useStation } from '../station/station-context.tsx';
import { drawTail, drawWhole } from './draw.ts';
import type { InkView } from './outline.ts';

/** The thickest line for a writing box this wide, so that ink looks alike on the pad and on the nurse's page. */
const maxRadiusFor = (width: number): number => Math.max(1, width * 0.0038);

/**
 * The live ink of one field, filling its parent. Draws in the very task that receives the samples, on a
 * desynchronized canvas: both save about a frame of latency between pen and screen.
 */
export const InkCanvas = ({ fieldId, box, label }: { fieldId: string; box: ScreenBox; label: string }) => {
  const { ink } = useStation();
  const ref = useRef<HTMLCanvasElement>(null);
  const { x, y, width, height } = box;

  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d', { desynchronized: true });
    if (!canvas || !context) return;
    let drawn = 0;
    const view = (): InkView => ({
      box: { x, y, width, height },
      width: canvas.width,
      height: canvas.height,
      maxRadius: maxRadiusFor(canvas.width),
    });
    const redraw = () => {
      const samples = ink.samples(fieldId);
      drawWhole(context, samples, view());
      drawn = samples.length;
    };
    const resize = () => {
      canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
      canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
      redraw();
    };
    const observer = new ResizeObserver(resize);
    observer.observe(canvas);
    resize();
    const unsubscribe = ink.subscribe((change) => {
      if (change.fieldId !== fieldId) return;
      if (change.kind === 'replace') {
        redraw();
        return;
      }
      const samples = ink.samples(fieldId);
      drawTail(context, samples, drawn, view());
      drawn = samples.length;
    });
    return () => {
      observer.disconnect();
      unsubscribe();
    };
  }, [ink, fieldId, x, y, width, height]);

  return <canvas ref={ref} className="ink-canvas" role="img" aria-label={label} />;
};
