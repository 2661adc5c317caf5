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
