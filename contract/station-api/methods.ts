import { type Static, Type } from 'typebox';
import { Bytes } from '../bytes.ts';
import { refusals } from '../evidence/bundle.ts';
import { PadScreen } from '../launcher-link.ts';
import { Mishaps } from '../mishaps.ts';
import { closed, Id, longestName, nullable, Words } from '../schema-parts.ts';
import { Department, Patient, SignerRole, Staff, Task } from '../server-api/schemas.ts';
import { UpdateView } from '../update-view.ts';
import { VerificationReport } from '../verification-report.ts';
import { CalibrationView } from './calibration.ts';
import { Glass } from './glass.ts';
import { DeviceView, InkSample, QueueEntry, ScreenBox, SessionView } from './session-view.ts';

const None = Type.Object({}, closed);
const RefusalReason = Type.Enum([...refusals]);

/** Who may call: the nurse's page, the patient's page, or both. */
type Caller = 'nurse' | 'patient' | 'both';
const method = <C extends Caller, P extends Type.TSchema, R extends Type.TSchema>(by: C, params: P, result: R) => ({
  by,
  params,
  result,
});

/** What a page learns first. `role` comes from the launch token, never from the page. */
export const Hello = Type.Object({
  role: Type.Union([Type.Literal('nurse'), Type.Literal('patient')]),
  /** Presented at the next connection of the same window instead of the one-time launch token. */
  resumeToken: Type.String(),
  demo: Type.Boolean(),
  station: Type.Object({ id: Type.String(), name: Type.String() }),
  /** Usernames and passwords shown on a demo's login page; empty in production. */
  demoLogins: Type.Array(Type.Object({ username: Type.String(), password: Type.String(), name: Type.String() })),
  staff: nullable(Staff),
  session: nullable(SessionView),
  devices: Type.Array(DeviceView),
  patientPageConnected: Type.Boolean(),
  padScreen: PadScreen,
  glass: nullable(Glass),
  calibration: CalibrationView,
  mishaps: Mishaps,
  /** A link asks for a task; see takeWantedTask. */
  taskWanted: Type.Boolean(),
  update: nullable(UpdateView),
});

/**
 * The station's methods, one row each: who may call, parameters, result. Carried by WebSocket frames in the browser
 * shell and by a MessagePort in Electron; the same table serves both.
 */
export const methods = {
  /** First call on every connection; anything else before it is UNAUTHENTICATED. */
  hello: method('both', Type.Object({ token: Type.String({ maxLength: 128 }) }, closed), Hello),
  login: method(
    'nurse',
    Type.Object({ username: Type.String({ maxLength: 256 }), password: Type.String({ maxLength: 256 }) }, closed),
    Staff,
  ),
  logout: method('nurse', None, None),
  /**
   * The patient page for a window that was closed: its address with a fresh one-time launch token, or null where the
   * shell opens it on the pad's screen by itself.
   */
  patientPage: method('nurse', None, Type.Object({ url: nullable(Type.String()) })),
  /** Shows its number on each screen for a moment. */
  identifyScreens: method('nurse', None, None),
  /** This screen is the pad's, today and whenever this pad is connected; NOT_FOUND if it is gone. */
  choosePadScreen: method('nurse', Type.Object({ id: Type.String({ maxLength: 64 }) }, closed), None),
  /** The patient page shows crosses to tap; CALIBRATION_NOT_NEEDED for pads that are no display. */
  startCalibration: method('nurse', None, None),
  /** Ends it, whatever came of it. */
  endCalibration: method('nurse', None, None),
  departments: method('nurse', None, Type.Array(Department)),
  patients: method(
    'nurse',
    Type.Object({ query: Type.String({ maxLength: 128 }), departmentId: Type.Optional(Id) }, closed),
    Type.Array(Patient),
  ),
  tasks: method('nurse', Type.Object({ patientId: Id }, closed), Type.Array(Task)),
  /** The task that a link asks for, once; TASK_LINK_INVALID for a link that names none. */
  takeWantedTask: method('nurse', None, nullable(Task)),

  open: method(
    'nurse',
    Type.Object({ taskId: Id, role: SignerRole, name: Words(1, longestName) }, closed),
    SessionView,
  ),
  /** Ends the session and forgets what was captured; in `signed`, `waiting` and `refused` it only closes the view. */
  close: method('nurse', None, None),
  /** The PDF bytes being signed, the very ones whose digest goes into the evidence. */
  document: method('both', None, Bytes),
  /** The patient turned to this page. */
  turnTo: method('both', Type.Object({ page: Type.Integer({ minimum: 1 }) }, closed), None),
  /** reading → signing. */
  startSigning: method('both', None, None),
  /** Back to reading; keeps the fields that are done. */
  backToReading: method('both', None, None),
  /** The patient page shows this field's writing box here; samples from now on belong to it. */
  beginField: method('patient', Type.Object({ fieldId: Id, box: ScreenBox }, closed), None),
  clearField: method('both', None, None),
  /** Patient: this field is done. After the last one the strokes are on disk before this returns; → fingerprint. */
  confirmField: method('patient', None, None),
  /** The picture that `Glass` asked for: 8-bit grey, row by row. One that is not wanted any more is dropped. */
  showGlass: method('nurse', Type.Object({ request: Type.Integer(), grey: Bytes }, closed), None),
  /** Starts (or restarts) a fingerprint; the view carries its progress. */
  takeFingerprint: method('nurse', None, None),
  refuseFingerprint: method('nurse', Type.Object({ reason: RefusalReason }, closed), None),
  photo: method('nurse', Type.Object({ jpeg: Bytes }, closed), None),
  refusePhoto: method('nurse', Type.Object({ reason: RefusalReason }, closed), None),
  retakePhoto: method('nurse', None, None),
  /** review → sealed (on disk) → submitting → signed | waiting | refused. Returns once sealed. */
  submit: method('nurse', None, None),

  queue: method('nurse', None, Type.Array(QueueEntry)),
  /** Tries a waiting or refused bundle again at once. */
  retry: method('nurse', Type.Object({ captureId: Id }, closed), None),
  /** Takes up a capture that a crash interrupted after the patient confirmed. */
  resume: method('nurse', Type.Object({ captureId: Id }, closed), SessionView),
  /** Gives up a capture that was confirmed but never sealed. */
  discard: method('nurse', Type.Object({ captureId: Id }, closed), None),
  signedDocument: method('nurse', Type.Object({ documentId: Id }, closed), Bytes),
  verification: method('nurse', Type.Object({ documentId: Id }, closed), VerificationReport),
  devices: method('nurse', None, Type.Array(DeviceView)),
  /** Unlocks the security chip; the station keeps a PIN that was right, sealed. CHIP_PIN_WRONG, CHIP_PIN_LOCKED. */
  enterPin: method('nurse', Type.Object({ pin: Type.String({ minLength: 1, maxLength: 64 }) }, closed), None),

  /** Simulated pad only: what a pen would do on its surface. */
  simulatePen: method('both', Type.Object({ samples: Type.Array(InkSample, { maxItems: 1000 }) }, closed), None),
  /** Simulated pad only: writes a sample signature into the active field's box, at a real pad's report rate. */
  simulateSignature: method('nurse', None, None),
  /** Simulated reader only: lays a finger on the window, or lifts it. */
  simulateFinger: method('both', Type.Object({ present: Type.Boolean() }, closed), None),
  /** Simulated pad only: lays the digitizer askew under its screen, so that ink misses the pen until it is calibrated. */
  simulateSkew: method('nurse', Type.Object({ skewed: Type.Boolean() }, closed), None),
  /** Simulated devices only: pulls or plugs the cable. */
  simulateCable: method('nurse', Type.Object({ plugged: Type.Boolean() }, closed), None),
} as const;

export type MethodName = keyof typeof methods;
export type Params<M extends MethodName> = Static<(typeof methods)[M]['params']>;
export type Result<M extends MethodName> = Static<(typeof methods)[M]['result']>;
export type Hello = Static<typeof Hello>;
export type PageRole = 'nurse' | 'patient';
