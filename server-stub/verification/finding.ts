import { BedSignError } from '@bedsign/contract';

/** What one check found. */
export type Finding = { ok: boolean; detail: string };

export const holds = (detail: string): Finding => ({ ok: true, detail });
export const fails = (detail: string): Finding => ({ ok: false, detail });

/** Complaints as one finding: none holds; of many the first few are told. */
export const noneOf = (complaints: string[], detail: string): Finding => {
  if (complaints.length === 0) return holds(detail);
  const more = complaints.length > 8 ? `; and ${complaints.length - 8} more` : '';
  return fails(complaints.slice(0, 8).join('; ') + more);
};

/** What was wrong, without the error's code: the check's name says where. */
export const messageOf = (thrown: unknown): string => {
  if (thrown instanceof BedSignError && thrown.detail) return thrown.detail;
  return thrown instanceof Error ? thrown.message : String(thrown);
};

/** Makes a check; whatever it throws makes it fail, so that no check is ever passed over. */
export const attempt = async (check: () => Finding | Promise<Finding>): Promise<Finding> => {
  try {
    return await check();
  } catch (thrown) {
    return fails(messageOf(thrown));
  }
};

/** `attempt` for a check that needs not wait. */
export const attemptSync = (check: () => Finding): Finding => {
  try {
    return check();
  } catch (thrown) {
    return fails(messageOf(thrown));
  }
};
