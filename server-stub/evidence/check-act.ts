import { BedSignError, type EvidenceBundle, type Task, type TaskField, toHex } from '@bedsign/contract';
import { revisionWithDigest } from '../documents/documents.ts';
import type { Db } from '../storage/index.ts';

/** Is this act one that the task asks for, by the signer it asks, still to be done? Returns the fields it signs. */
export const checkTask = ({ signer, fields }: EvidenceBundle, task: Task): TaskField[] => {
  if (task.status !== 'open') throw new BedSignError('TASK_CLOSED');
  const wanted = task.signers.find(({ role }) => role === signer.role);
  if (!wanted || signer.patientId !== task.patient.id || (wanted.name !== '' && wanted.name !== signer.name))
    throw new BedSignError('EVIDENCE_MALFORMED', 'the signer is not the one the task names');
  if (new Set(fields.map(({ fieldId }) => fieldId)).size !== fields.length)
    throw new BedSignError('EVIDENCE_MALFORMED', 'a field twice');
  return fields.map(({ fieldId }) => {
    const field = task.fields.find(({ id, role }) => id === fieldId && role === signer.role);
    if (!field) throw new BedSignError('FIELD_NOT_FOUND', 'not a field of this signer in this task');
    if (field.signedAt !== null) throw new BedSignError('FIELD_ALREADY_SIGNED');
    return field;
  });
};

/**
 * The bytes shown must be this document's, at any of its revisions: each signing act only appends (ISO 32000-2
 * §7.5.6), so what an earlier revision showed is a prefix of the latest one and stands in it unchanged. Two signers
 * may therefore read at the same time, and the later one's evidence still names bytes that everyone can find again.
 */
export const checkDocument = async (db: Db, bundle: EvidenceBundle, task: Task): Promise<void> => {
  const shown = toHex(bundle.documentDigest);
  if (bundle.documentId !== task.documentId || !(await revisionWithDigest(db, task.documentId, shown)))
    throw new BedSignError('DIGEST_MISMATCH');
};
