import { Type } from 'typebox';

/** Options of an object that takes no other keys. */
export const closed = { additionalProperties: false } as const;
export const Id = Type.String({ minLength: 1, maxLength: 64 });
export const Text = Type.String({ maxLength: 256 });
/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Time = Type.Integer({ minimum: 0 });
export const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
/** A failure as it is shown; see `ErrorShape`. */
export const Failure = Type.Object({ code: Type.String(), detail: Type.Optional(Type.String()) });
