import { useEffect, useRef } from 'react';

type Grey = { width: number; height: number; grey: Uint8Array };

/** An 8-bit grey image, such as a fingerprint. */
export const GreyImage = ({ image, label }: { image: Grey; label: string }) => {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (!context) return;
    const pixels = context.createImageData(image.width, image.height);
    image.grey.forEach((value, index) => {
      pixels.data.set([value, value, value, 255], index * 4);
    });
    context.putImageData(pixels, 0, 0);
  }, [image]);
  return (
    <canvas ref={ref} className="grey-image" width={image.width} height={image.height} role="img" aria-label={label} />
  );
};
