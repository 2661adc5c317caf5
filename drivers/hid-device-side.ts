import type { Unsubscribe } from './listeners.ts';

/**
 * The device's own side of one HID interface: what a simulator offers to whoever carries its bytes, be it a transport in
 * a test or an emulated USB port. The first byte of a buffer is the report ID; a device without IDs sends its input reports
 * without one, and has 0 there in all other reports.
 */
export type HidDeviceSide = {
  vendorId: number;
  productId: number;
  manufacturer: string;
  product: string;
  serial: string;
  reportDescriptor: Uint8Array;
  /** Input reports, as they leave the device. */
  onInput(callback: (report: Uint8Array) => void): Unsubscribe;
  /** Answers GET_REPORT; undefined stalls the request. */
  getFeature(reportId: number): Uint8Array | undefined;
  /** Takes SET_REPORT; false stalls the request. */
  setFeature(report: Uint8Array): boolean;
  /** Takes an output report; false stalls the request. */
  write(report: Uint8Array): boolean;
  /** Any string descriptor beyond the three above; undefined stalls the request. */
  indexedString(index: number): Uint8Array | undefined;
  /** Takes what is sent to the bulk OUT endpoint, of devices that have one. */
  bulkOut?(bytes: Uint8Array): void;
  /** The plug was pulled: the device forgets what it does not keep. */
  powerLoss(): void;
};
