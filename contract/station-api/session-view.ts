import { type Static, Type } from 'typebox';
import { Bytes } from '../bytes.ts';
import { refusals } from '../evidence/bundle.ts';
import { closed, Failure, nullable } from '../schema-parts.ts';
import { SignerRole, Task } from '../server-api/schemas.ts';

/**
 * The states of one signing session, in order. `confirmed`: the patient's strokes are on disk. `sealed`: the whole
 * encrypted bundle is on disk. `waiting`: the server could not take it yet. `refused`: the server named an error.
 */
export const sessionStates = [
  'opening',
  'reading',
  'signing',
  'fingerprint',
  'photo',
  'review',
  'sealed',
  'submitting',
  'waiting',
  'signed',
  'refused',
  'cancelled',
] as const;
export const SessionState = Type.Enum([...sessionStates]);

/** A rectangle of the pad's screen as fractions 0…1 of its width and height, origin top left. */
export const ScreenBox = Type.Object(
  {
    x: Type.Number({ minimum: 0, maximum: 1 }),
    y: Type.Number({ minimum: 0, maximum: 1 }),
    width: Type.Number({ minimum: 0, maximum: 1 }),
    height: Type.Number({ minimum: 0, maximum: 1 }),
  },
  closed,
);

/** One pen sample for drawing: x, y as fractions of the pad's screen, pressure 0…1, flags as in the evidence. */
export const InkSample = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Integer()]);

export const SessionField = Type.Object({
  id: Type.String(),
  label: Type.String(),
  page: Type.Integer(),
  rect: Type.Object({ x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() }),
  state: Type.Union([Type.Literal('todo'), Type.Literal('active'), Type.Literal('done')]),
  /** Where on the pad's screen the patient writes, once known. */
  box: nullable(ScreenBox),
  /** All ink of this field so far, so that a page that joins late draws it whole. */
  ink: Type.Array(InkSample),
});

/** Everything that a page needs to draw itself; sent whole at each change (ink comes in its own events). */
export const SessionView = Type.Object({
  id: Type.String(),
  captureId: Type.String(),
  state: SessionState,
  task: Task,
  signer: Type.Object({ role: SignerRole, name: Type.String() }),
  page: Type.Integer({ minimum: 1 }),
  pagesRead: Type.Array(Type.Integer()),
  fields: Type.Array(SessionField),
  fingerprint: Type.Object({
    state: Type.Union([
      Type.Literal('todo'),
      Type.Literal('waiting'),
      Type.Literal('reading'),
      Type.Literal('done'),
      Type.Literal('refused'),
    ]),
    /** 0…1 while the image is being read. */
    progress: Type.Number(),
    image: nullable(Type.Object({ width: Type.Integer(), height: Type.Integer(), grey: Bytes })),
    refused: nullable(Type.Enum([...refusals])),
    failure: nullable(Failure),
  }),
  photo: Type.Object({
    state: Type.Union([Type.Literal('todo'), Type.Literal('done'), Type.Literal('refused')]),
    jpeg: nullable(Bytes),
    refused: nullable(Type.Enum([...refusals])),
  }),
  /** What the page says in red, with what to do next; null when all is well. */
  failure: nullable(Failure),
  result: nullable(
    Type.Object({
      signedAt: Type.Integer(),
      documentId: Type.String(),
      revision: Type.Integer(),
      evidenceDigest: Type.String(),
    }),
  ),
});

/** What a pad did since it was opened, for the diagnostics page; see the driver's counters. */
export const PadHealth = Type.Object({
  reports: Type.Integer(),
  malformed: Type.Integer(),
  gaps: Type.Integer(),
  duplicates: Type.Integer(),
  /** Microseconds from receipt to sample, 99th percentile; null where nobody measures. */
  decodeP99Micros: nullable(Type.Number()),
});

/** What plugged-in devices look like to the nurse. */
export const DeviceView = Type.Object({
  kind: Type.Union([Type.Literal('pad'), Type.Literal('reader'), Type.Literal('chip')]),
  model: Type.String(),
  serial: Type.String(),
  simulated: Type.Boolean(),
  /** absent → opening → [locked →] ready ⇄ capturing → lost → reopening → [locked →] ready; `locked`: a chip that waits for its PIN. */
  state: Type.Enum(['absent', 'opening', 'locked', 'ready', 'capturing', 'lost', 'reopening']),
  /** Why a device that is plugged in could not be opened, or unlocked. */
  failure: nullable(Failure),
  /** How many wrong PINs a locked chip still bears; null where it has not said so. */
  pinTriesLeft: nullable(Type.Integer()),
  /** How often it came back after a loss. */
  reopenings: Type.Integer(),
  health: nullable(PadHealth),
});

/** One bundle in the station's journal. */
export const QueueEntry = Type.Object({
  captureId: Type.String(),
  state: Type.Union([
    Type.Literal('confirmed'),
    Type.Literal('sealed'),
    Type.Literal('submitting'),
    Type.Literal('refused'),
    Type.Literal('signed'),
  ]),
  patientName: Type.String(),
  title: Type.String(),
  confirmedAt: Type.Integer(),
  attempts: Type.Integer(),
  failure: nullable(Failure),
  signedAt: nullable(Type.Integer()),
});

export type SessionState = (typeof sessionStates)[number];
export type ScreenBox = Static<typeof ScreenBox>;
export type InkSample = Static<typeof InkSample>;
export type SessionField = Static<typeof SessionField>;
export type SessionView = Static<typeof SessionView>;
export type PadHealth = Static<typeof PadHealth>;
export type DeviceView = Static<typeof DeviceView>;
export type QueueEntry = Static<typeof QueueEntry>;
