import { Bytes } from '@bedsign/contract';
import { DriverError, type DriverErrorCode, driverErrorCodes } from '@bedsign/drivers';
import { type Static, Type } from 'typebox';

/**
 * What crosses between the station and the process that holds the devices, both ways; every message is checked against
 * this table where it arrives. A device is named by the number that `open` gave it.
 */
const closed = { additionalProperties: false } as const;
const None = Type.Object({}, closed);
const Device = Type.Integer({ minimum: 1 });
const Count = Type.Integer({ minimum: 0 });
const Found = { model: Type.String(), serial: Type.String() };

const PadCounters = Type.Object({
  ...{ reports: Count, malformed: Count, ignored: Count, clamped: Count },
  ...{ stuckPressure: Count, duplicates: Count, gaps: Count, missedLeaves: Count },
});
const Sample = Type.Object(
  {
    ...{ x: Type.Number(), y: Type.Number(), pressure: Type.Number() },
    ...{ tip: Type.Boolean(), inRange: Type.Boolean(), tMicros: Type.Number() },
    ...{ xMm: Type.Number(), yMm: Type.Number(), force: Type.Number(), uniformMicros: Type.Number() },
    tilt: Type.Optional(Type.Object({ x: Type.Number(), y: Type.Number() }, closed)),
  },
  closed,
);
const PadIdentity = Type.Object({
  ...{ vendor: Type.String(), ...Found, simulated: Type.Boolean() },
  ...{ maxX: Type.Integer(), maxY: Type.Integer(), maxPressure: Type.Integer() },
  ...{ widthMm: Type.Number(), heightMm: Type.Number(), clock: Type.Enum(['device', 'receipt']) },
  reportsPerSecond: Type.Optional(Type.Number()),
  capabilities: Type.Object({
    ...{ screen: Type.Enum(['display', 'own', 'none']), ownInk: Type.Boolean(), buttons: Count },
    ...{ tilt: Type.Boolean(), encryption: Type.Boolean(), chip: Type.Boolean() },
  }),
  /** The pad's own small screen, if it shows pictures. */
  screen: Type.Optional(Type.Object({ width: Count, height: Count, colour: Type.Boolean() }, closed)),
});
const PixelBox = Type.Object({ x: Count, y: Count, width: Count, height: Count }, closed);
const Bitmap = Type.Object({ width: Count, height: Count, rgba: Bytes }, closed);
const ReaderIdentity = Type.Object({ vendor: Type.String(), ...Found, simulated: Type.Boolean() });
const PinState = Type.Object({
  state: Type.Enum(['unverified', 'verified', 'wrong', 'locked']),
  triesLeft: Type.Union([Type.Integer(), Type.Null()]),
});
const ChipIdentity = Type.Object({
  ...{ ...Found, simulated: Type.Boolean(), publicKey: Bytes, pin: PinState },
  certificate: Type.Union([Bytes, Type.Null()]),
});
const Image = Type.Object({ width: Count, height: Count, dpi: Count, grey: Bytes, quality: Type.Number() });

const method = <P extends Type.TSchema, R extends Type.TSchema>(params: P, result: R) => ({ params, result });

/** Station → host. */
export const hostMethods = {
  openPad: method(None, Type.Object({ device: Device, identity: PadIdentity })),
  openReader: method(None, Type.Object({ device: Device, identity: ReaderIdentity })),
  openChip: method(None, Type.Object({ device: Device, identity: ChipIdentity })),
  showPicture: method(Type.Object({ device: Device, picture: Bitmap, inkArea: PixelBox }, closed), None),
  clearScreen: method(Type.Object({ device: Device }, closed), None),
  close: method(Type.Object({ device: Device }, closed), None),
  capture: method(Type.Object({ device: Device }, closed), Image),
  abortCapture: method(Type.Object({ device: Device }, closed), None),
  signDigest: method(Type.Object({ device: Device, digest: Bytes }, closed), Bytes),
  random: method(Type.Object({ device: Device, length: Type.Integer({ minimum: 1, maximum: 256 }) }, closed), Bytes),
  verifyPin: method(Type.Object({ device: Device, pin: Type.String({ maxLength: 64 }) }, closed), None),
} as const;

/** Host → station, unasked. */
export const hostEvents = {
  plug: None,
  found: Type.Object({ kind: Type.Enum(['pad', 'reader', 'chip']), ...Found }, closed),
  lost: Type.Object({ device: Device }, closed),
  samples: Type.Object({ device: Device, samples: Type.Array(Sample) }, closed),
  capture: Type.Object({ device: Device, state: Type.Enum(['waiting', 'reading']), progress: Type.Number() }, closed),
  /** What the chip made of a PIN, told before verifyPin's answer. */
  pin: Type.Object({ device: Device, pin: PinState }, closed),
  health: Type.Object(
    { device: Device, counters: PadCounters, decodeP99Micros: Type.Union([Type.Number(), Type.Null()]) },
    closed,
  ),
} as const;

export type HostMethod = keyof typeof hostMethods;
type AllParams = { [M in HostMethod]: Static<(typeof hostMethods)[M]['params']> };
type AllResults = { [M in HostMethod]: Static<(typeof hostMethods)[M]['result']> };
export type HostParams<M extends HostMethod> = AllParams[M];
export type HostResult<M extends HostMethod> = AllResults[M];
export type HostEvent = keyof typeof hostEvents;
type AllEvents = { [E in HostEvent]: Static<(typeof hostEvents)[E]> };
export type HostEventData<E extends HostEvent> = AllEvents[E];

export const Request = Type.Object(
  { id: Count, method: Type.Enum(Object.keys(hostMethods) as HostMethod[]), params: Type.Unknown() },
  closed,
);
const HostFailure = Type.Object({ code: Type.Enum([...driverErrorCodes]), detail: Type.String() }, closed);
export const Answer = Type.Union([
  Type.Object({ id: Count, result: Type.Unknown() }, closed),
  Type.Object({ id: Count, failure: HostFailure }, closed),
  Type.Object({ event: Type.Enum(Object.keys(hostEvents) as HostEvent[]), data: Type.Unknown() }, closed),
]);

export const failureShape = (thrown: unknown): Static<typeof HostFailure> =>
  thrown instanceof DriverError
    ? { code: thrown.code, detail: thrown.detail ?? '' }
    : { code: 'PROTOCOL', detail: thrown instanceof Error ? thrown.message : String(thrown) };

export const failureError = ({ code, detail }: { code: string; detail: string }): DriverError =>
  new DriverError(code as DriverErrorCode, detail || undefined);
