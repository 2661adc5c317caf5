import { type Static, Type } from 'typebox';
import { Failure, nullable } from '../schema-parts.ts';

const Box = Type.Object({ x: Type.Integer(), y: Type.Integer(), width: Type.Integer(), height: Type.Integer() });

/**
 * What a signature pad with a small screen of its own is to show: one field's signing page. A page that has fonts draws
 * it, in the pad's pixels, and sends the picture with the request's number.
 */
export const Glass = Type.Object({
  request: Type.Integer(),
  width: Type.Integer(),
  height: Type.Integer(),
  title: Type.String(),
  patientName: Type.String(),
  signerName: Type.String(),
  fieldId: Type.String(),
  label: Type.String(),
  /** Which of how many fields. */
  number: Type.Integer(),
  fields: Type.Integer(),
  /** Why the field was not taken, for the patient to read. */
  failure: nullable(Failure),
  boxes: Type.Object({ title: Box, patient: Box, field: Box, again: Box, clear: Box, confirm: Box }),
});

export type Glass = Static<typeof Glass>;
export type GlassBox = Static<typeof Box>;
