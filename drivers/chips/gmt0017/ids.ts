import type { DriveRow } from '../../mass-storage/drive-table.ts';

/** What the simulated token says to INQUIRY. */
export const simulatedTokenInquiry = { vendor: 'BEDSIGN', product: 'SIMULATED TOKEN' } as const;

/** Tokens that speak GM/T 0017 through a mass-storage interface. */
export const gmt0017Drives: readonly DriveRow[] = [{ vendorId: 0x2fd0, productId: 0x1002 }, simulatedTokenInquiry];

/** The simulated token's own reader: pid.codes' identifier for testing, which no product may carry. */
export const simulatedCcidToken = { vendorId: 0x1209, productId: 0x0002 };

/**
 * Tokens that are their own CCID reader. No maker's is public yet; any other reader is the operating system's, with
 * somebody's card in it.
 */
export const gmt0017Readers: readonly { vendorId: number; productId: number }[] = [simulatedCcidToken];
