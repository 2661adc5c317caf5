import { randomUUID } from 'node:crypto';
import { BedSignError, type PadIdentity, type SignerRole, type Staff, type Task } from '@bedsign/contract';
import type { Capture } from './capture.ts';

const hexBytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/**
 * An empty capture for one signer of an open task. TASK_CLOSED, FIELD_ALREADY_SIGNED if this signer has nothing left
 * to sign, INVALID_REQUEST if the task does not expect this signer.
 */
export const newCapture = (
  task: Task,
  signer: { role: SignerRole; name: string },
  operator: Staff,
  pad: PadIdentity,
  opened: number,
): Capture => {
  if (task.status !== 'open') throw new BedSignError('TASK_CLOSED', task.id);
  const expected = task.signers.find(({ role }) => role === signer.role);
  if (!expected) throw new BedSignError('INVALID_REQUEST', `task has no signer ${signer.role}`);
  if (expected.name !== '' && expected.name !== signer.name)
    throw new BedSignError('INVALID_REQUEST', 'the task names another signer');
  const fields = task.fields.filter(({ role, signedAt }) => role === signer.role && signedAt === null);
  if (fields.length === 0) throw new BedSignError('FIELD_ALREADY_SIGNED', task.id);
  return {
    captureId: randomUUID(),
    task,
    signer,
    operator: { id: operator.id, name: operator.name },
    documentDigest: hexBytes(task.digest),
    evidenceCertificate: null,
    pad,
    fields: fields.map(({ id }) => ({ id, done: false, screenBox: null, box: null, samples: [] })),
    fingerprint: null,
    reader: null,
    photo: null,
    opened,
    confirmed: null,
  };
};
