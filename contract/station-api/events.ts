import { type Static, Type } from 'typebox';
import { PadScreen } from '../launcher-link.ts';
import { Mishaps } from '../mishaps.ts';
import { nullable } from '../schema-parts.ts';
import { Staff } from '../server-api/schemas.ts';
import { UpdateView } from '../update-view.ts';
import { CalibrationView } from './calibration.ts';
import { Glass } from './glass.ts';
import { DeviceView, InkSample, QueueEntry, SessionView } from './session-view.ts';

/** What the station tells pages unasked. */
export const events = {
  /** The session changed; null: there is none. */
  session: nullable(SessionView),
  /** New samples, oldest first: ink of `fieldId`, or pen movement outside the writing (fieldId null). */
  pen: Type.Object({ fieldId: nullable(Type.String()), samples: Type.Array(InkSample) }),
  staff: nullable(Staff),
  devices: Type.Array(DeviceView),
  patientPage: Type.Object({ connected: Type.Boolean() }),
  padScreen: PadScreen,
  /** A pad's own small screen is to show this; null: nothing. */
  glass: nullable(Glass),
  calibration: CalibrationView,
  queue: Type.Array(QueueEntry),
  mishaps: Mishaps,
  taskWanted: Type.Boolean(),
  /** A newer version is published, and who installs it; null: none. */
  update: nullable(UpdateView),
} as const;

export type EventName = keyof typeof events;
export type EventData<E extends EventName> = Static<(typeof events)[E]>;
