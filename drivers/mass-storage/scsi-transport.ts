import type { Unsubscribe } from '../listeners.ts';

/**
 * One opened mass-storage device that takes vendor commands. Methods reject with DriverError: LOST when the device is
 * gone, TIMEOUT, PROTOCOL when it refuses the command.
 */
export type ScsiTransport = {
  /** Sends a command descriptor block and returns what the device answers, `length` bytes at most. */
  read(command: Uint8Array, length: number): Promise<Uint8Array>;
  write(command: Uint8Array, data: Uint8Array): Promise<void>;
  /** Called once when the device goes away, also when it already has; not called for our own `close`. */
  onClosed(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};

/** The device's own side: what a simulator offers to whoever carries its commands. */
export type ScsiDeviceSide = {
  vendorId: number;
  productId: number;
  manufacturer: string;
  product: string;
  serial: string;
  /** Answers one command; `data` is what came with it, `length` how much the host would take. `undefined`: refused. */
  command(command: Uint8Array, data: Uint8Array, length: number): Promise<Uint8Array | undefined>;
  /** The plug was pulled: the device forgets what it does not keep. */
  powerLoss(): void;
};
