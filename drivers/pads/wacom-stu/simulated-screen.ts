import type { Bitmap, PixelBox } from '../pad-screen.ts';
import { decodeImageBlock } from './feature-codec.ts';
import { type Depth, decodeImage, imageEncoding, imageLength, zlibExpand } from './image-codec.ts';
import { stuResult } from './reports.ts';

const depthOf = (encoding: number): Depth | undefined =>
  (({ 0: 1, 1: 1, 2: 16, 4: 24 }) as const)[encoding & (~imageEncoding.bulk as 0 | 1 | 2 | 4)];

export const whiteBitmap = ({ width, height }: { width: number; height: number }): Bitmap => ({
  width,
  height,
  rgba: new Uint8Array(4 * width * height).fill(255),
});

/** The pad's glass: takes an image in pieces, shows it when it is whole. Every answer is a result code. */
export const createSimulatedScreen = (size: { width: number; height: number }, depths: readonly Depth[]) => {
  let shown = whiteBitmap(size);
  let upload: { encoding: number; depth: Depth; box: PixelBox; chunks: Uint8Array[]; length: number } | undefined;

  const put = (image: Bitmap, box: PixelBox) => {
    const rgba = Uint8Array.from(shown.rgba);
    for (let row = 0; row < box.height; row++)
      rgba.set(
        image.rgba.subarray(4 * row * box.width, 4 * (row + 1) * box.width),
        4 * ((box.y + row) * size.width + box.x),
      );
    shown = { ...size, rgba };
  };

  return {
    get shown() {
      return shown;
    },
    clear(): void {
      shown = whiteBitmap(size);
    },
    start(encoding: number, box: PixelBox = { x: 0, y: 0, ...size }): number {
      const depth = depthOf(encoding);
      if (!depth || !depths.includes(depth)) return stuResult.wrongEncoding;
      if (box.x + box.width > size.width || box.y + box.height > size.height) return stuResult.wrongGraphics;
      upload = { encoding, depth, box, chunks: [], length: 0 };
      return stuResult.none;
    },
    data(bytes: Uint8Array): number {
      if (!upload) return stuResult.wrongState;
      upload.length += bytes.length;
      // A compressed picture may not be longer than a raw one either.
      if (upload.length > imageLength(upload.box, upload.depth)) return stuResult.imageTooLong;
      upload.chunks.push(bytes);
      return stuResult.none;
    },
    block(report: Uint8Array): number {
      return this.data(decodeImageBlock(report));
    },
    abandon(): void {
      upload = undefined;
    },
    async commit(): Promise<number> {
      if (!upload) return stuResult.wrongState;
      const { encoding, depth, box, chunks, length } = upload;
      upload = undefined;
      const received = new Uint8Array(length);
      let at = 0;
      for (const chunk of chunks) {
        received.set(chunk, at);
        at += chunk.length;
      }
      try {
        const raw = encoding === imageEncoding.oneBitZlib ? await zlibExpand(received) : received;
        put(decodeImage(raw, box, depth), box);
        return stuResult.none;
      } catch {
        return encoding === imageEncoding.oneBitZlib ? stuResult.zlib : stuResult.wrongGraphics;
      }
    },
  };
};
