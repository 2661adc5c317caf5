import { type Static, Type } from 'typebox';
import { closed, nullable, Time } from './schema-parts.ts';

/**
 * What can end unasked. `program`: the launcher itself, with everything else; only its next start can tell. The others it
 * brings back.
 */
export const mishapKinds = ['station', 'nursePage', 'patientPage', 'program'] as const;
export type MishapKind = (typeof mishapKinds)[number];

/** How often each ended unasked since the program was started, and which was the last. */
export const Mishaps = Type.Object(
  {
    count: Type.Integer({ minimum: 0 }),
    last: nullable(
      Type.Object({ what: Type.Enum([...mishapKinds]), at: Time, count: Type.Integer({ minimum: 1 }) }, closed),
    ),
  },
  closed,
);
export type Mishaps = Static<typeof Mishaps>;

export const noMishaps: Mishaps = { count: 0, last: null };
