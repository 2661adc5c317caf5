/** What a page says to the frame that reads its document. */
export type ToFrame =
  | { do: 'open'; bytes: Uint8Array }
  /** `width` of the picture, in pixels of the screen. */
  | { do: 'draw'; id: number; page: number; width: number }
  | { do: 'cancel'; id: number };

/** What the frame answers. `shape` is a page's height over its width. */
export type FromFrame =
  | { opened: true; pages: number }
  | { opened: false; why: string }
  | { id: number; shape: number }
  | { id: number; picture: ImageBitmap }
  | { id: number; failed: string };
