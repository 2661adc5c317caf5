import { DriverError } from './driver-error.ts';
import type { Unsubscribe } from './listeners.ts';
import type { Connection } from './simulated-port.ts';

/**
 * The two bulk endpoints of an opened USB interface. `read` returns one transfer of `length` bytes at most, and nothing when
 * the device stalls it; a stalled write ends early. Either halt is cleared by then, and the device says why in what comes next.
 */
export type BulkPipes = {
  write(bytes: Uint8Array): Promise<void>;
  read(length: number): Promise<Uint8Array>;
  /** Called once when the device goes away, also when it already has; not called for our own `close`. */
  onClosed(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};

/** The same endpoints as the device sees them: what a simulator offers to whoever carries its transfers. */
export type BulkDeviceSide = {
  /** Takes what the host sent to bulk OUT, one transfer of any size. */
  out(bytes: Uint8Array): void;
  /** Answers bulk IN with one transfer of at most `length` bytes, once there is something to say. */
  in(length: number): Promise<Uint8Array>;
};

/** A bulk IN endpoint: requests wait for data, data waits for requests; what is longer than a request goes on in the next. */
export const createBulkIn = () => {
  const ready: Uint8Array[] = [];
  const waiting: { length: number; resolve(bytes: Uint8Array): void }[] = [];
  const flush = () => {
    for (;;) {
      const [bytes, request] = [ready[0], waiting[0]];
      if (!bytes || !request) return;
      waiting.shift();
      if (bytes.length > request.length) ready[0] = bytes.subarray(request.length);
      else ready.shift();
      request.resolve(bytes.subarray(0, request.length));
    }
  };
  return {
    push(...transfers: Uint8Array[]): void {
      ready.push(...transfers);
      flush();
    },
    in: (length: number): Promise<Uint8Array> =>
      new Promise((resolve) => {
        waiting.push({ length, resolve });
        flush();
      }),
  };
};

/** The shortest cable: pipes that hand transfers to the simulated device, as long as the connection lasts. */
export const pipesOverCable = (device: BulkDeviceSide, connection: Connection): BulkPipes => ({
  async write(bytes) {
    connection.assertOpen();
    device.out(bytes);
  },
  read: (length) =>
    new Promise((resolve, reject) => {
      connection.assertOpen();
      const stop = connection.onClosed(() => reject(new DriverError('LOST', 'pulled out while it was read')));
      void device.in(length).then((bytes) => {
        stop();
        resolve(bytes);
      });
    }),
  onClosed: connection.onClosed,
  close: connection.close,
});
