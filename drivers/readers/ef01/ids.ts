import type { DriveRow } from '../../mass-storage/drive-table.ts';

/** The simulated module's own: pid.codes' identifier for testing, which no product may carry. */
export const simulatedEf01Serial = { vendorId: 0x1209, productId: 0x0001 };

/**
 * Serial lines on which an EF01 module may answer: product IDs by vendor ID. The bridges carry other things too, so a
 * line that does not answer to VfyPwd is no reader. CH340 and CP2102 stand on the makers' own USB boards.
 */
export const ef01SerialIds: Readonly<Record<number, readonly number[]>> = {
  [simulatedEf01Serial.vendorId]: [simulatedEf01Serial.productId],
  6790: [0x7523, 0x55d4],
  4292: [0xea60],
};

/** What the simulated module in a drive says to INQUIRY. */
export const simulatedEf01Inquiry = { vendor: 'BEDSIGN', product: 'SIMULATED EF01' } as const;

/** Drives of 10-inch pads whose vendor commands carry EF01 packets. */
export const ef01Drives: readonly DriveRow[] = [{ vendorId: 0x2109, productId: 0x7638 }, simulatedEf01Inquiry];
