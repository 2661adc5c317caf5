import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { asBedSignError, BedSignError } from '@bedsign/contract';
import { recordAudit } from '../audit/audit-chain.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import type { Mode } from '../first-run/mode.ts';
import { disclosedFiles } from './files.ts';
import { type Reopened, reopenCapture } from './reopen.ts';
import { writeFolder } from './write-folder.ts';

/**
 * Opens the evidence of one accepted act for a court: checks all of it again and writes it decrypted into `out`.
 * Who opened it, or what refused to open, is in the audit chain before anything is written. Returns the files' names.
 */
export const openEvidence = async (
  folder: DataFolder & { mode: Mode },
  captureId: string,
  out: string,
): Promise<string[]> => {
  if (existsSync(out)) throw new BedSignError('CONFIG_INVALID', `--out ${out} exists already`);
  const { db, vault } = folder;
  const by = userInfo().username;
  let reopened: Reopened;
  try {
    reopened = await reopenCapture(folder, captureId);
  } catch (thrown) {
    const { code } = asBedSignError(thrown);
    await recordAudit(db, vault, 'evidence-refused', { capture: captureId, code, account: by });
    throw thrown;
  }
  await recordAudit(db, vault, 'evidence-opened', { capture: captureId, account: by });
  const files = disclosedFiles(reopened, { by, at: new Date() });
  await writeFolder(out, files);
  return files.map(({ name }) => name);
};
