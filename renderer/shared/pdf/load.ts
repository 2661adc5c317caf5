import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;
const asset = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href;

export type PdfDocument = PDFDocumentProxy;

/** Opens a PDF; everything pdf.js needs to draw it lies beside the page. The caller destroys it. */
export const loadPdf = (bytes: Uint8Array) =>
  getDocument({
    // A copy, because pdf.js hands the buffer over to its worker.
    data: new Uint8Array(bytes),
    cMapUrl: asset('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: asset('standard_fonts'),
    wasmUrl: asset('wasm'),
    iccUrl: asset('iccs'),
    disableWorkerRendering: true,
  });
