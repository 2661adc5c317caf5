import { type Static, Type } from 'typebox';
import { Bytes, bytesOf } from '../bytes.ts';
import { check } from '../check.ts';
import { closed, Id, nullable, Text, Time } from '../schema-parts.ts';
import { decodeDeterministic, encodeDeterministic } from './encoding.ts';
import { Mapping } from './mapping.ts';

const Count = Type.Integer({ minimum: 0, maximum: 0xffff_ffff });

/** A rectangle of the pad's screen in the pad's counts, origin top left. */
export const PadBox = Type.Object({ x: Type.Integer(), y: Type.Integer(), width: Count, height: Count }, closed);

/**
 * One pen report as the pad sent it: x, y and pressure in counts; t in microseconds since the capture's `opened`;
 * flags bit 0 tip down, bit 1 in range.
 */
export const Sample = Type.Tuple([
  Type.Integer(),
  Type.Integer(),
  Count,
  // Not a Count: 32 bits of microseconds end after 71 minutes, and a patient may take longer to read.
  Type.Integer({ minimum: 0 }),
  Type.Integer({ minimum: 0, maximum: 3 }),
]);
export const sampleFlag = { tip: 1, inRange: 2 } as const;
/** Of one field: 12 minutes at 266 reports a second. */
export const mostSamples = 200_000;

export const PadIdentity = Type.Object(
  {
    vendor: Text,
    model: Text,
    serial: Text,
    maxX: Count,
    maxY: Count,
    maxPressure: Count,
    widthMm: Type.Number({ minimum: 0 }),
    heightMm: Type.Number({ minimum: 0 }),
    simulated: Type.Boolean(),
    /** Whether sample times are the device's own or those of receipt in the station. */
    clock: Type.Union([Type.Literal('device'), Type.Literal('receipt')]),
    /** From calibration: how the counts of the samples, which stay as they came, lie on the screen of the boxes. */
    mapping: Type.Optional(Mapping),
  },
  closed,
);

export const ReaderIdentity = Type.Object(
  { vendor: Text, model: Text, serial: Text, simulated: Type.Boolean() },
  closed,
);

/** Why a piece of evidence is missing; each is allowed only if the task allows it. */
export const refusals = ['NO_DEVICE', 'PATIENT_UNABLE', 'PATIENT_DECLINED'] as const;
export const Refusal = Type.Object({ refused: Type.Enum([...refusals]) }, closed);

export const Fingerprint = Type.Object(
  {
    width: Type.Integer({ minimum: 1, maximum: 2000 }),
    height: Type.Integer({ minimum: 1, maximum: 2000 }),
    dpi: Type.Integer({ minimum: 1, maximum: 2000 }),
    /** 8-bit grey, row by row, 0 = ridge (black). */
    image: Bytes,
    quality: Type.Integer({ minimum: 0, maximum: 100 }),
    takenAt: Time,
  },
  closed,
);

export const Photo = Type.Object({ mime: Type.Literal('image/jpeg'), data: Bytes, takenAt: Time }, closed);

/**
 * One signer's act, bound to the very bytes that were shown. Version 1; written out in docs/evidence-format.md.
 * Its SM3 digest, over the deterministic encoding, is what the pad's chip signs and the event certificate carries.
 */
export const EvidenceBundle = Type.Object(
  {
    v: Type.Literal(1),
    captureId: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
    taskId: Id,
    documentId: Id,
    /** SM3 of the PDF bytes shown to the signer. */
    documentDigest: bytesOf(32),
    signer: Type.Object({ role: Id, name: Text, patientId: Id }, closed),
    operator: Type.Object({ id: Id, name: Text }, closed),
    station: Type.Object({ id: Id, name: Text, software: Text }, closed),
    devices: Type.Object(
      {
        pad: PadIdentity,
        reader: nullable(ReaderIdentity),
        chip: Type.Object({ serial: Text, simulated: Type.Boolean() }, closed),
      },
      closed,
    ),
    fields: Type.Array(
      Type.Object({ fieldId: Id, box: PadBox, samples: Type.Array(Sample, { maxItems: mostSamples }) }, closed),
      { minItems: 1, maxItems: 50 },
    ),
    fingerprint: Type.Union([Fingerprint, Refusal]),
    photo: Type.Union([Photo, Refusal]),
    times: Type.Object({ opened: Time, signed: Time, confirmed: Time, sealed: Time }, closed),
  },
  closed,
);

export type PadBox = Static<typeof PadBox>;
export type Sample = Static<typeof Sample>;
export type PadIdentity = Static<typeof PadIdentity>;
export type ReaderIdentity = Static<typeof ReaderIdentity>;
export type RefusalReason = (typeof refusals)[number];
export type Fingerprint = Static<typeof Fingerprint>;
export type Photo = Static<typeof Photo>;
export type EvidenceBundle = Static<typeof EvidenceBundle>;

/** The bytes that are digested, signed and encrypted. */
export const encodeBundle = (bundle: EvidenceBundle): Uint8Array => encodeDeterministic(bundle);

/** Reads a bundle; EVIDENCE_MALFORMED names the first place that does not fit. */
export const decodeBundle = (bytes: Uint8Array): EvidenceBundle =>
  check(EvidenceBundle, decodeDeterministic(bytes), 'EVIDENCE_MALFORMED');
