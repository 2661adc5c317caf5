import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;
const asset = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href;

export type PdfDocument = PDFDocumentProxy;

/** Opens a PDF; everything pdf.js needs to draw it lies beside the page. */
export const readPdf = (bytes: Uint8Array): Promise<PdfDocument> =>
  getDocument({
    data: bytes,
    cMapUrl: asset('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: asset('standard_fonts'),
    wasmUrl: asset('wasm'),
    iccUrl: asset('iccs'),
    disableWorkerRendering: true,
  }).promise;

/** A page as a picture `width` pixels wide; `onShape` hears its height over its width before it is drawn. */
export const drawPage = async (
  pdf: PdfDocument,
  page: number,
  width: number,
  onShape: (shape: number) => void,
  cancelled: AbortSignal,
): Promise<ImageBitmap> => {
  const source = await pdf.getPage(page);
  const natural = source.getViewport({ scale: 1 });
  onShape(natural.height / natural.width);
  const viewport = source.getViewport({ scale: width / natural.width });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const task = source.render({ canvas, viewport });
  cancelled.addEventListener('abort', () => task.cancel());
  cancelled.throwIfAborted();
  await task.promise;
  return createImageBitmap(canvas);
};
