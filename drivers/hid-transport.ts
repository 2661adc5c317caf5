import type { Unsubscribe } from './listeners.ts';

export type HidInfo = { vendorId: number; productId: number; product: string; serial: string; path: string };

/**
 * One opened HID interface. In every buffer the first byte is the report ID. Methods reject with DriverError:
 * LOST when the device is gone, TIMEOUT, PROTOCOL when the device stalls the request.
 */
export type HidTransport = {
  info: HidInfo;
  /** The interface's report descriptor, where the host can tell it; on Linux as the bound kernel driver left it. */
  reportDescriptor?: Uint8Array;
  onInput(callback: (report: Uint8Array) => void): Unsubscribe;
  /** Called once when the device goes away, also when it already has; not called for our own `close`. */
  onClosed(callback: () => void): Unsubscribe;
  write(report: Uint8Array): Promise<void>;
  getFeature(reportId: number, length: number): Promise<Uint8Array>;
  setFeature(report: Uint8Array): Promise<void>;
  /** The raw string descriptor for language 0x0409: bLength, bDescriptorType 3, then the string's bytes (USB 2.0 §9.6.7). */
  indexedString(index: number): Promise<Uint8Array>;
  close(): Promise<void>;
};
