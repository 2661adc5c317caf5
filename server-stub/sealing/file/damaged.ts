import { BedSignError } from '@bedsign/contract';

/** What a reader says of a file that breaks ISO 32000-1; `detail` names the place, never the content. */
export const damaged = (detail: string, cause?: unknown): BedSignError =>
  new BedSignError('DOCUMENT_DAMAGED', detail, { cause });

/** Runs a step on untrusted bytes; whatever it throws that has no code of ours means that the file is damaged. */
export const guarded = <T>(step: () => T): T => {
  try {
    return step();
  } catch (thrown) {
    throw thrown instanceof BedSignError ? thrown : damaged('unreadable', thrown);
  }
};
