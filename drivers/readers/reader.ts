import type { Unsubscribe } from '../listeners.ts';

/** 8-bit grey, row by row, 0 = ridge (black); quality 0…100. */
export type FingerprintImage = { width: number; height: number; dpi: number; grey: Uint8Array; quality: number };

export type CaptureOptions = {
  /** Ends the capture at once with the signal's reason. */
  signal: AbortSignal;
  /** `waiting` for the finger, then `reading` with progress 0…1. */
  onState(state: 'waiting' | 'reading', progress: number): void;
};

/** A fingerprint reader of any family. */
export type FingerprintReader = {
  vendor: string;
  model: string;
  serial: string;
  simulated: boolean;
  /** NO_FINGER when nobody touches it; POOR_IMAGE with detail `empty`, `partial` or `smeared`; LOST, TIMEOUT, PROTOCOL. */
  capture(options: CaptureOptions): Promise<FingerprintImage>;
  /** Called once when the reader goes away. */
  onLost(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};
