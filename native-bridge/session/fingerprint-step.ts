import { BedSignError, type Fingerprint, type ReaderIdentity } from '@bedsign/contract';
import type { FingerprintReader } from '@bedsign/drivers';

/** Takes one fingerprint as evidence keeps it. FINGERPRINT_NOT_CONNECTED without a reader; else what the driver throws. */
export const captureFingerprint = async (
  device: FingerprintReader | null,
  signal: AbortSignal,
  onState: (state: 'waiting' | 'reading', progress: number) => void,
  now: () => number,
): Promise<{ fingerprint: Fingerprint; reader: ReaderIdentity }> => {
  if (!device) throw new BedSignError('FINGERPRINT_NOT_CONNECTED');
  const { width, height, dpi, grey, quality } = await device.capture({ signal, onState });
  const { vendor, model, serial, simulated } = device;
  return {
    fingerprint: { width, height, dpi, image: grey, quality, takenAt: now() },
    reader: { vendor, model, serial, simulated },
  };
};
