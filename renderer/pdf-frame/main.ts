/**
 * Reads one document with pdf.js and draws its pages as pictures. What a hostile file made this script do, it does in a
 * sandboxed frame of no origin (html.spec.whatwg.org, sandboxed origin browsing context flag): it reaches no button,
 * no token and no connection of the page that shows the pictures.
 */
import type { FromFrame, ToFrame } from '../shared/pdf/frame-messages.ts';
import { drawPage, type PdfDocument, readPdf } from './pdf.ts';

// A frame that is nowhere to be seen gets no animation frames, and pdf.js draws in them.
window.requestAnimationFrame = (callback) => window.setTimeout(() => callback(performance.now()));

const words = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const serve = (port: MessagePort): void => {
  const say = (message: FromFrame, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  const drawings = new Map<number, AbortController>();
  let pdf: PdfDocument | null = null;

  const open = async (bytes: Uint8Array): Promise<void> => {
    try {
      pdf = await readPdf(bytes);
      say({ opened: true, pages: pdf.numPages });
    } catch (thrown) {
      say({ opened: false, why: words(thrown) });
    }
  };
  const draw = async (id: number, page: number, width: number): Promise<void> => {
    const cancelled = new AbortController();
    drawings.set(id, cancelled);
    try {
      if (!pdf) throw new Error('no document is open');
      const picture = await drawPage(pdf, page, width, (shape) => say({ id, shape }), cancelled.signal);
      say({ id, picture }, [picture]);
    } catch (thrown) {
      say({ id, failed: words(thrown) });
    } finally {
      drawings.delete(id);
    }
  };
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.do === 'open') void open(data.bytes);
    else if (data.do === 'draw') void draw(data.id, data.page, data.width);
    else drawings.get(data.id)?.abort();
  };
};

window.addEventListener(
  'message',
  ({ source, ports: [port] }) => {
    if (source === window.parent && port) serve(port);
  },
  { once: true },
);
