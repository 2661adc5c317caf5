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
    const cancelled = new AbortController();
    const draw = async () => {
      const canvas = ref.current;
      if (!canvas || width <= 0) return;
      const layOut = (shape: number) => {
        if (cancelled.signal.aborted) return;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${Math.round(width * shape)}px`;
        onLaidOut?.();
      };
      const picture = await pdf.draw(page, Math.round(width * devicePixelRatio), layOut, cancelled.signal);
      if (cancelled.signal.aborted) return picture.close();
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
      setDrawn(true);
    };
    setDrawn(false);
    // A cancelled drawing rejects; the next one is already on its way.
    draw().catch(() => undefined);
    return () => cancelled.abort();
  }, [pdf, page, width, onLaidOut]);

  return (
    <div className="pdf-page" aria-busy={!drawn}>
      <canvas ref={ref} role="img" aria-label={label} />
      {!drawn && <Spinner label={busyLabel} />}
    </div>
  );
};
