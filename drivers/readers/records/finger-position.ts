/** ISO/IEC 19794-2:2005 §7.4.2 and 19794-4:2005: which finger it is. */
export const fingerPosition = {
  unknown: 0,
  rightThumb: 1,
  rightIndex: 2,
  rightMiddle: 3,
  rightRing: 4,
  rightLittle: 5,
  leftThumb: 6,
  leftIndex: 7,
  leftMiddle: 8,
  leftRing: 9,
  leftLittle: 10,
} as const;

/** Impression: a live finger laid flat, as our readers take it. */
export const livePlain = 0;
