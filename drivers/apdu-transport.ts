import type { Unsubscribe } from './listeners.ts';

/** One opened smart card or token; answers end in SW1 SW2 (ISO/IEC 7816-4 §5). `transmit` rejects with DriverError LOST or TIMEOUT. */
export type ApduTransport = {
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  /** Called once when the device goes away, also when it already has; not called for our own `close`. */
  onClosed(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};

/** The card's own side: what a simulator offers to whoever carries its APDUs. */
export type ApduDeviceSide = {
  /** Answers any bytes; `undefined` when the card is dead. */
  answer(apdu: Uint8Array): Promise<Uint8Array | undefined>;
  /** The card was reset or lost its power: it forgets what it does not keep. */
  reset(): void;
};
