import type { FromFrame, ToFrame } from './frame-messages.ts';

/** A document that a sandboxed frame has open for this page. */
export type PdfDocument = {
  pages: number;
  /** A page as a picture, `width` pixels of the screen wide; `onShape` hears its height over its width as soon as it is known. */
  draw(page: number, width: number, onShape: (shape: number) => void, cancelled: AbortSignal): Promise<ImageBitmap>;
};

type Drawing = { onShape(shape: number): void; resolve(picture: ImageBitmap): void; reject(error: Error): void };

/** A frame of no origin (`allow-scripts` alone), of which nothing is to be seen. */
const makeFrame = (): HTMLIFrameElement => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.src = new URL('pdf-frame.html', document.baseURI).href;
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  frame.title = 'PDF';
  frame.style.cssText = 'position:fixed;left:-2px;width:1px;height:1px;border:0;opacity:0;pointer-events:none';
  return frame;
};

/** The connection to a frame, once its script is there. */
const connect = (frame: HTMLIFrameElement): Promise<MessagePort> =>
  new Promise((resolve, reject) => {
    frame.addEventListener('error', () => reject(new Error('the document frame did not load')), { once: true });
    frame.addEventListener(
      'load',
      () => {
        const { port1, port2 } = new MessageChannel();
        // The frame has no origin that could be named here; frame-src of our policy keeps it at our own page.
        frame.contentWindow?.postMessage('port', '*', [port2]);
        resolve(port1);
      },
      { once: true },
    );
    document.body.append(frame);
  });

/** Opens a PDF in a frame of its own. `close` takes it away, also before it was opened. */
export const loadPdf = (bytes: Uint8Array): { opened: Promise<PdfDocument>; close(): void } => {
  const frame = makeFrame();
  const drawings = new Map<number, Drawing>();
  let lastId = 0;

  const open = async (): Promise<PdfDocument> => {
    const port = await connect(frame);
    const say = (message: ToFrame) => port.postMessage(message);
    const opened = new Promise<number>((resolve, reject) => {
      port.onmessage = ({ data }: MessageEvent<FromFrame>) => {
        if ('opened' in data) return data.opened ? resolve(data.pages) : reject(new Error(data.why));
        const drawing = drawings.get(data.id);
        if ('shape' in data) return drawing?.onShape(data.shape);
        drawings.delete(data.id);
        if ('picture' in data) drawing?.resolve(data.picture);
        else drawing?.reject(new Error(data.failed));
      };
    });
    say({ do: 'open', bytes });
    return {
      pages: await opened,
      draw: (page, width, onShape, cancelled) =>
        new Promise((resolve, reject) => {
          const id = ++lastId;
          drawings.set(id, { onShape, resolve, reject });
          cancelled.addEventListener('abort', () => say({ do: 'cancel', id }));
          say({ do: 'draw', id, page, width });
        }),
    };
  };
  return { opened: open(), close: () => frame.remove() };
};
