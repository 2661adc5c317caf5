import { type InkSample, sampleFlag } from '@bedsign/contract';

type Pointer = { clientX: number; clientY: number; pressure: number; buttons: number; pointerType: string };

const mousePressure = 0.5;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** A pointer's state as the pen sample a pad of this page's size would send. */
export const pointerSample = (pointer: Pointer, screen: { width: number; height: number }): InkSample => {
  const tip = (pointer.buttons & 1) !== 0;
  const pressure = pointer.pointerType === 'pen' ? pointer.pressure : mousePressure;
  return [
    clamp(pointer.clientX / screen.width),
    clamp(pointer.clientY / screen.height),
    tip ? pressure : 0,
    sampleFlag.inRange | (tip ? sampleFlag.tip : 0),
  ];
};

/** The same spot with the pen taken away. */
export const leavingSample = ([x, y]: InkSample): InkSample => [x, y, 0, 0];
