import { Type } from 'typebox';

/** Options of an object that takes no other keys. */
export const closed = { additionalProperties: false } as const;
export const Id = Type.String({ minLength: 1, maxLength: 64 });
export const Text = Type.String({ maxLength: 256 });
/**
 * Words that people will read and that are signed: no control characters, no half characters (which CBOR and UTF-8
 * cannot carry), no overrides of the writing direction (which show another name than the one that stands there), and
 * more than spaces.
 */
const words = '^(?!\\s+$)[^\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]*$';
export const Words = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength, pattern: words });
/** As long as a certificate's common name can be (RFC 5280 appendix A.1, ub-common-name). */
export const longestName = 64;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Time = Type.Integer({ minimum: 0 });
export const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
/** A failure as it is shown; see `ErrorShape`. */
export const Failure = Type.Object({ code: Type.String(), detail: Type.Optional(Type.String()) });
