import type { Unsubscribe } from '../../listeners.ts';
import type { ImageSize } from './image.ts';

/** Commands and answers of one module, one at a time; the caller keeps the order. Rejects with TIMEOUT, LOST, PROTOCOL. */
export type Link = {
  onLost(callback: () => void): Unsubscribe;
  /** Sends a command; returns the confirmation code and what stands behind it. */
  request(command: Uint8Array): Promise<{ code: number; data: Uint8Array }>;
  /**
   * The image that follows an acknowledged UpImage, in 8 bits; undefined when noise on the line has cost a part of it.
   * `declared` is what ReadProdInfo says.
   */
  receiveImage(
    declared: ImageSize | undefined,
    onProgress: (progress: number) => void,
  ): Promise<(ImageSize & { grey: Uint8Array }) | undefined>;
  close(): Promise<void>;
};
