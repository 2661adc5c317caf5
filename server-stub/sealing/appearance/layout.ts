import type { FingerprintImage } from './fingerprint.ts';
import type { Area } from './ink.ts';

/** Where the parts of a visible signature stand in its field. */
export type Layout = {
  ink: Area;
  fingerprint: Area | undefined;
  caption: { x: number; y: number; width: number; size: number };
};

/** Name and time below the ink; the fingerprint at the right end over the full height, as on paper. */
export const layOut = (width: number, height: number, image: FingerprintImage | null): Layout => {
  const margin = Math.min(2, height * 0.04);
  const size = Math.min(7.5, Math.max(height * 0.135, 3));
  const captionHeight = size * 1.45;
  const printHeight = height - 2 * margin;
  const printWidth = image ? Math.min((printHeight * image.width) / image.height, width * 0.34) : 0;
  const free = width - 2 * margin - (image ? printWidth + margin * 2 : 0);
  const inkY = margin + captionHeight;
  return {
    ink: { x: margin, y: inkY, width: free, height: height - inkY - margin },
    fingerprint: image
      ? fitted(image, { x: width - margin - printWidth, y: margin, width: printWidth, height: printHeight })
      : undefined,
    caption: { x: margin, y: margin + size * 0.3, width: free, size },
  };
};

const fitted = (image: FingerprintImage, area: Area): Area => {
  const scale = Math.min(area.width / image.width, area.height / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  return { x: area.x + area.width - width, y: area.y + (area.height - height) / 2, width, height };
};
