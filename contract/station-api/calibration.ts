import { type Static, Type } from 'typebox';
import { Failure, nullable, Time } from '../schema-parts.ts';

const Fraction = Type.Number({ minimum: 0, maximum: 1 });

/** Crosses from which the map is fitted, and one more that it must then hit. */
export const calibrationTargets = [
  { x: 0.1, y: 0.12 },
  { x: 0.9, y: 0.12 },
  { x: 0.9, y: 0.88 },
  { x: 0.1, y: 0.88 },
  { x: 0.42, y: 0.55 },
] as const;

/** One calibration that is going on: where the pen is to tap, or what came of it. */
export const CalibrationRun = Type.Object({
  state: Type.Enum(['tapping', 'done', 'failed']),
  /** Which of how many crosses; the last one only checks. */
  number: Type.Integer({ minimum: 1 }),
  of: Type.Integer({ minimum: 1 }),
  /** Where it stands, as fractions of the page. */
  target: Type.Object({ x: Fraction, y: Fraction }),
  failure: nullable(Failure),
  /** How far the check's tap was off, millimetres. */
  errorMm: nullable(Type.Number()),
});

/** Whether ink lies under the pen. */
export const CalibrationView = Type.Object({
  /** The connected pad has a screen of the computer under its glass. */
  possible: Type.Boolean(),
  /** The map in use for this pad on this screen; null: none, the pad is taken to lie exactly on its screen. */
  current: nullable(Type.Object({ at: Time, errorMm: Type.Number() })),
  run: nullable(CalibrationRun),
});

export type CalibrationRun = Static<typeof CalibrationRun>;
export type CalibrationView = Static<typeof CalibrationView>;
