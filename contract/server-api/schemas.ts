import { type Static, Type } from 'typebox';
import { closed, Id, longestName, nullable, Text, Time, Words } from '../schema-parts.ts';

const Hex = Type.String({ pattern: '^[0-9a-f]*$' });

export const ServerInfo = Type.Object({
  name: Text,
  version: Text,
  /** A demo says so on every page. */
  mode: Type.Union([Type.Literal('demo'), Type.Literal('production')]),
  time: Time,
  /** PEM chain of the evidence (encryption) certificate, leaf first. */
  evidenceChain: Type.String(),
});

export const staffRoles = ['nurse', 'doctor', 'integrator', 'administrator'] as const;
export const Staff = Type.Object({
  id: Id,
  username: Text,
  name: Text,
  role: Type.Enum([...staffRoles]),
});
export const LoginRequest = Type.Object({ username: Text, password: Type.String({ maxLength: 256 }) }, closed);
export const LoginResult = Type.Object({ token: Type.String(), staff: Staff, expiresAt: Time });

/** `password` is the caller's own, once more: the file holds every key of the server. */
export const BackupRequest = Type.Object(
  { password: Type.String({ maxLength: 256 }), passphrase: Type.String({ minLength: 10, maxLength: 256 }) },
  closed,
);

export const Department = Type.Object({
  id: Id,
  code: Text,
  name: Text,
  description: Text,
  patientCount: Type.Integer(),
});

export const Patient = Type.Object({
  id: Id,
  /** Hospital number; what a wristband's barcode carries. */
  number: Text,
  name: Text,
  sex: Type.Union([Type.Literal('male'), Type.Literal('female'), Type.Literal('unknown')]),
  birthDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  bed: Text,
  departmentId: Id,
  departmentName: Text,
  openTasks: Type.Integer(),
});

/** PDF user space of the unrotated page: points, origin bottom left. */
export const PdfRect = Type.Object(
  {
    x: Type.Number(),
    y: Type.Number(),
    width: Type.Number({ exclusiveMinimum: 0 }),
    height: Type.Number({ exclusiveMinimum: 0 }),
  },
  closed,
);

/** Where a field stands: by the name of an empty AcroForm signature or text field, by keyword, by page and rectangle, or at the default place. */
export const Placement = Type.Union([
  Type.Object({ by: Type.Literal('name'), name: Text }, closed),
  Type.Object(
    {
      by: Type.Literal('keyword'),
      text: Words(1, 64),
      /** 1 is the first hit in reading order; -1 the last. */
      occurrence: Type.Optional(Type.Integer()),
      /** From the keyword's right end, points; positive is right and up on the page as displayed. */
      offset: Type.Optional(Type.Object({ x: Type.Number(), y: Type.Number() }, closed)),
      width: Type.Optional(Type.Number({ minimum: 20 })),
      height: Type.Optional(Type.Number({ minimum: 12 })),
    },
    closed,
  ),
  Type.Object({ by: Type.Literal('rect'), page: Type.Integer({ minimum: 1 }), rect: PdfRect }, closed),
  /** Bottom right of the last page. */
  Type.Object({ by: Type.Literal('default') }, closed),
]);

const signerRoles = ['patient', 'relative', 'doctor'] as const;
export const SignerRole = Type.Enum([...signerRoles]);

export const TaskField = Type.Object({
  id: Id,
  label: Text,
  role: SignerRole,
  /** 1 is the first page. */
  page: Type.Integer({ minimum: 1 }),
  rect: PdfRect,
  signedAt: nullable(Time),
});

export const TaskSigner = Type.Object({
  role: SignerRole,
  /** Empty where the nurse asks for it at the bedside (a relative). */
  name: Text,
  signedAt: nullable(Time),
});

export const Task = Type.Object({
  id: Id,
  title: Text,
  status: Type.Union([Type.Literal('open'), Type.Literal('signed'), Type.Literal('cancelled')]),
  patient: Patient,
  documentId: Id,
  pages: Type.Integer({ minimum: 1 }),
  /** 0 is the document as it came; each signing act adds one. */
  revision: Type.Integer({ minimum: 0 }),
  /** SM3 of the latest revision, hex. */
  digest: Hex,
  createdAt: Time,
  signers: Type.Array(TaskSigner),
  fields: Type.Array(TaskField),
  allow: Type.Object({ noFingerprint: Type.Boolean(), noPhoto: Type.Boolean() }),
});

export const Title = Words(1, 256);

export const TaskRequest = Type.Object(
  {
    title: Title,
    patientId: Id,
    documentId: Id,
    signers: Type.Array(Type.Object({ role: SignerRole, name: Words(0, longestName) }, closed), {
      minItems: 1,
      maxItems: 3,
    }),
    fields: Type.Array(Type.Object({ label: Words(0, 256), role: SignerRole, placement: Placement }, closed), {
      minItems: 1,
      maxItems: 50,
    }),
    allow: Type.Object({ noFingerprint: Type.Boolean(), noPhoto: Type.Boolean() }, closed),
    /** A keyword without a hit falls to the default place instead of FIELD_NOT_FOUND; the answer's field label stays. */
    fallback: Type.Optional(Type.Boolean()),
  },
  closed,
);
export const TaskCreated = Type.Object({
  task: Task,
  /** ids of fields that stand at the default place for want of a hit. */ fallbackFields: Type.Array(Id),
});

export const DocumentInfo = Type.Object({
  id: Id,
  title: Text,
  pages: Type.Integer(),
  revision: Type.Integer(),
  digest: Hex,
  size: Type.Integer(),
});

/** The answer to a submitted capture; the same for every repetition of it. */
export const CaptureResult = Type.Object({
  captureId: Id,
  documentId: Id,
  revision: Type.Integer({ minimum: 1 }),
  /** From the time-stamp token. */
  signedAt: Time,
  /** SM3 of the evidence bundle, hex. */
  evidenceDigest: Hex,
  /** Serial number of the event certificate, hex. */
  certificateSerial: Hex,
});

/** A station asks for a certificate of its pad's chip. */
export const DeviceRequest = Type.Object(
  {
    serial: Type.String({ minLength: 1, maxLength: 64 }),
    model: Type.String({ minLength: 1, maxLength: 64 }),
    simulated: Type.Boolean(),
    /** Uncompressed SM2 point, 65 bytes, hex. */
    publicKey: Type.String({ pattern: '^04[0-9a-f]{128}$' }),
    /** DER SM2 signature, hex, by the chip over the UTF-8 of `bedsign-device:SERIAL:PUBLICKEY`: proof of possession. */
    proof: Hex,
  },
  closed,
);
export const DeviceResult = Type.Object({ /** PEM chain, leaf first. */ chain: Type.String() });

export type ServerInfo = Static<typeof ServerInfo>;
export type StaffRole = (typeof staffRoles)[number];
export type Staff = Static<typeof Staff>;
export type LoginRequest = Static<typeof LoginRequest>;
export type LoginResult = Static<typeof LoginResult>;
export type BackupRequest = Static<typeof BackupRequest>;
export type Department = Static<typeof Department>;
export type Patient = Static<typeof Patient>;
export type PdfRect = Static<typeof PdfRect>;
export type Placement = Static<typeof Placement>;
export type SignerRole = (typeof signerRoles)[number];
export type Task = Static<typeof Task>;
export type TaskField = Static<typeof TaskField>;
export type TaskSigner = Static<typeof TaskSigner>;
export type TaskRequest = Static<typeof TaskRequest>;
export type TaskCreated = Static<typeof TaskCreated>;
export type DocumentInfo = Static<typeof DocumentInfo>;
export type CaptureResult = Static<typeof CaptureResult>;
export type DeviceRequest = Static<typeof DeviceRequest>;
export type DeviceResult = Static<typeof DeviceResult>;
