import type { RenderTask } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { Spinner } from '../ui/spinner.tsx';
import type { PdfDocument } from './load.ts';

type Props = {
  pdf: PdfDocument;
  page: number /** CSS pixels. */;
  width: number;
  label: string;
  busyLabel: string;
  onLaidOut?(): void;
};

/** One page, drawn at the screen's own pixel density. */
export const PdfPage = ({ pdf, page, width, label, busyLabel, onLaidOut }: Props) => {
  const ref = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);

  useEffect(() => {
    let task: RenderTask | null = null;
    let wanted = true;
    const draw = async () => {
      const source = await pdf.getPage(page);
      const canvas = ref.current;
      if (!wanted || !canvas || width <= 0) return;
      const natural = source.getViewport({ scale: 1 });
      const scale = width / natural.width;
      const viewport = source.getViewport({ scale: scale * devicePixelRatio });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${Math.round(natural.height * scale)}px`;
      onLaidOut?.();
      task = source.render({ canvas, viewport });
      await task.promise;
      if (wanted) setDrawn(true);
    };
    setDrawn(false);
    // A cancelled drawing rejects; the next one is already on its way.
    draw().catch(() => undefined);
    return () => {
      wanted = false;
      task?.cancel();
    };
  }, [pdf, page, width, onLaidOut]);

  return (
    <div className="pdf-page" aria-busy={!drawn}>
      <canvas ref={ref} role="img" aria-label={label} />
      {!drawn && <Spinner label={busyLabel} />}
    </div>
  );
};
