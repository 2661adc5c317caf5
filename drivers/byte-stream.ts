import type { Unsubscribe } from './listeners.ts';

/** One opened serial line (UART, CDC-ACM). Chunks come in any size. `write` rejects with DriverError LOST or TIMEOUT. */
export type ByteStream = {
  write(bytes: Uint8Array): Promise<void>;
  onData(callback: (bytes: Uint8Array) => void): Unsubscribe;
  /** Called once when the device goes away, also when it already has; not called for our own `close`. */
  onClosed(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};
