import assert from 'node:assert/strict';
import { BedSignError, type ErrorCode } from '../index.ts';

/** Asserts that `act` throws our error with this code, and returns its detail. */
export const refused = (act: () => unknown, code: ErrorCode, message?: string): string => {
  let detail = '';
  assert.throws(
    act,
    (thrown) => {
      if (!(thrown instanceof BedSignError)) return false;
      detail = thrown.detail ?? '';
      return thrown.code === code;
    },
    message,
  );
  return detail;
};
