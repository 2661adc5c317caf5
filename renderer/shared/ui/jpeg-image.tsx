import { useEffect, useRef } from 'react';

/** A photo from bytes, drawn on a canvas: no blob address that the content security policy would have to allow. */
export const JpegImage = ({ jpeg, label }: { jpeg: Uint8Array; label: string }) => {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let wanted = true;
    const draw = async () => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
      const canvas = ref.current;
      if (!wanted || !canvas) return;
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    };
    draw().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [jpeg]);
  return <canvas ref={ref} className="jpeg-image" role="img" aria-label={label} />;
};
