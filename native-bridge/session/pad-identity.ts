import type { Mapping, PadIdentity } from '@bedsign/contract';
import type { Pad } from '@bedsign/drivers';

/** What of a pad goes into the evidence. */
export const padIdentity = (pad: Pad, simulated: boolean, mapping: Mapping | undefined): PadIdentity => {
  const { vendor, model, serial, maxX, maxY, maxPressure, widthMm, heightMm, clock } = pad;
  return {
    vendor,
    model,
    serial,
    maxX,
    maxY,
    maxPressure,
    widthMm,
    heightMm,
    simulated,
    clock,
    ...(mapping && { mapping }),
  };
};

/** One capture is one pad's: another pad's counts would not mean the same. */
export const samePad = (a: Pick<Pad, 'model' | 'serial'>, b: Pick<Pad, 'model' | 'serial'>): boolean =>
  a.model === b.model && a.serial === b.serial;
