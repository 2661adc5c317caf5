import { type Static, Type } from 'typebox';
import { Staff } from '../server-api/schemas.ts';
import { DeviceView, InkSample, QueueEntry, SessionView } from './session-view.ts';

/** What the station tells pages unasked. */
export const events = {
  /** The session changed; null: there is none. */
  session: Type.Union([SessionView, Type.Null()]),
  /** New samples, oldest first: ink of `fieldId`, or pen movement outside the writing (fieldId null). */
  pen: Type.Object({ fieldId: Type.Union([Type.String(), Type.Null()]), samples: Type.Array(InkSample) }),
  staff: Type.Union([Staff, Type.Null()]),
  devices: Type.Array(DeviceView),
  patientPage: Type.Object({ connected: Type.Boolean() }),
  queue: Type.Array(QueueEntry),
} as const;

export type EventName = keyof typeof events;
export type EventData<E extends EventName> = Static<(typeof events)[E]>;
