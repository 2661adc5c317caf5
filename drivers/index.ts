export type { ApduTransport } from './apdu-transport.ts';
export type { ByteStream } from './byte-stream.ts';
export { DriverError, type DriverErrorCode, driverErrorCodes } from './driver-error.ts';
export type { HidInfo, HidTransport } from './hid-transport.ts';
export { openHuionV2 } from './pads/huion-v2/device.ts';
export { findHuionV2Model, type HuionV2Model, huionV2Ids, huionV2Models } from './pads/huion-v2/models.ts';
export { type PenState, type SimulatedPad, simulatePad } from './pads/huion-v2/simulator.ts';
export type { Pad, PadCounters, PadSample } from './pads/pad.ts';
