import { type ErrorCode, isErrorCode } from './codes.ts';
import { textsEn } from './texts-en.ts';

/** What of an error crosses a process boundary. `detail` is for logs and support, never shown alone. */
export type ErrorShape = { code: ErrorCode; detail?: string };

/** The one error class of the product: a stable code, and a technical detail without personal data. */
export class BedSignError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${code}: ${textsEn[code].what} (${detail})` : `${code}: ${textsEn[code].what}`, options);
    this.name = 'BedSignError';
    this.code = code;
    this.detail = detail;
  }

  toJSON(): ErrorShape {
    return this.detail === undefined ? { code: this.code } : { code: this.code, detail: this.detail };
  }
}

/** Any thrown value as a BedSignError; what has no code of ours becomes `fallback`. */
export const asBedSignError = (thrown: unknown, fallback: ErrorCode = 'INTERNAL'): BedSignError => {
  if (thrown instanceof BedSignError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new BedSignError(fallback, message, { cause: thrown });
};

/** The error that a peer sent us; an unknown or missing code becomes `fallback`. */
export const fromShape = (shape: unknown, fallback: ErrorCode): BedSignError => {
  const { code, detail } = (typeof shape === 'object' && shape !== null ? shape : {}) as Record<string, unknown>;
  const text = typeof detail === 'string' ? detail : undefined;
  return isErrorCode(code) ? new BedSignError(code, text) : new BedSignError(fallback, text);
};
