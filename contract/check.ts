import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { BedSignError } from './errors/bedsign-error.ts';
import type { ErrorCode } from './errors/codes.ts';

const compiled = new WeakMap<object, { Check(value: unknown): boolean; Errors(value: unknown): unknown[] }>();

/**
 * `value` as the schema's type, or a BedSignError with `code` that names the first place that does not fit.
 * Every message that crosses a process boundary goes through here.
 */
export const check = <S extends TSchema>(schema: S, value: unknown, code: ErrorCode = 'INVALID_REQUEST'): Static<S> => {
  let validator = compiled.get(schema);
  if (!validator) {
    validator = Compile(schema);
    compiled.set(schema, validator);
  }
  if (validator.Check(value)) return value as Static<S>;
  const [first] = validator.Errors(value) as { instancePath?: string; message?: string }[];
  throw new BedSignError(code, `${first?.instancePath || '/'} ${first?.message ?? 'does not fit'}`);
};
