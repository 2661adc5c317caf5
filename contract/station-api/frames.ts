import { type Static, Type } from 'typebox';
import { photoBytes } from '../evidence/photo.ts';
import { closed, Failure } from '../schema-parts.ts';

/** The frames of one connection. Over a WebSocket each is one binary message of CBOR; over a MessagePort, the object. */
export const RequestFrame = Type.Object(
  { id: Type.Integer({ minimum: 0 }), method: Type.String({ maxLength: 64 }), params: Type.Unknown() },
  closed,
);
export const AnswerFrame = Type.Union([
  Type.Object({ id: Type.Integer(), result: Type.Unknown() }),
  Type.Object({
    id: Type.Integer(),
    error: Failure,
  }),
]);
export const EventFrame = Type.Object({ event: Type.String(), data: Type.Unknown() });

export type RequestFrame = Static<typeof RequestFrame>;
export type AnswerFrame = Static<typeof AnswerFrame>;
export type EventFrame = Static<typeof EventFrame>;

/** Largest message a page may send: a photo, and what stands around it. */
export const maxFrameBytes = photoBytes.most + 64 * 1024;
