/** ePadLink's signature pads that speak this report. The range is what a pad was seen to give: its descriptor declares 2896 × 1370. */
export const epadModels = [
  {
    vendorId: 0x04df,
    productId: 0x0012,
    vendor: 'ePadLink',
    name: 'ePad',
    maxX: 1098,
    maxY: 569,
    maxPressure: 127,
    /** The physical extents of the report descriptor, 2.896 × 1.370 inches. */
    widthMm: 73.6,
    heightMm: 34.8,
    reportsPerSecond: 52,
  },
] as const;

export type EpadModel = (typeof epadModels)[number];
