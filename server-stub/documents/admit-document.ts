import {
  BedSignError,
  type CheckName,
  type CheckResult,
  type ErrorCode,
  type VerificationReport,
} from '@bedsign/contract';
import { emptyUpdate, inspectDocument } from '../sealing/index.ts';
import { type Anchors, readSignatures, verifyDocument } from '../verification/index.ts';

/**
 * Whether the document can be signed here so that anybody can verify it: a patient's act must not be lost to what
 * could have been told before. Beside what `inspectDocument` refuses, its signatures must hold under `trust`:
 * DOCUMENT_SIGNATURE_BROKEN, DOCUMENT_SIGNED_ELSEWHERE.
 */
export const admitDocument = async (pdf: Uint8Array, trust: Anchors): Promise<{ pages: number }> => {
  const { pages } = await inspectDocument(pdf);
  const { signatures, hidden } = readSignatures(emptyUpdate(pdf));
  if (hidden.length > 0) throw new BedSignError('DOCUMENT_SIGNATURE_BROKEN', hidden[0]);
  if (signatures.length > 0) requireAllHold(await verifyDocument(pdf, trust));
  return { pages };
};

type Signature = VerificationReport['signatures'][number];
const failing = (checks: CheckResult[]): CheckResult[] => checks.filter(({ ok }) => !ok);
const fails = ({ checks }: Signature, ...names: CheckName[]): boolean =>
  failing(checks).some(({ name }) => names.includes(name));

/** One of a kind that we cannot read may hold for those who can, so it counts as foreign. */
const isReadable = (signature: Signature): boolean => !fails(signature, 'digest') || !fails(signature, 'signature');
const isBroken = (signature: Signature): boolean =>
  fails(signature, 'byte-range') || (isReadable(signature) && fails(signature, 'digest', 'signature'));
const isForeign = ({ checks }: Signature): boolean => failing(checks).some(({ name }) => name !== 'later-changes');

const refusal = (code: ErrorCode, where: string, checks: CheckResult[]): BedSignError => {
  const [first] = failing(checks);
  return new BedSignError(code, `${where}${first?.name}: ${first?.detail}`);
};

const requireAllHold = ({ ok, checks, signatures }: VerificationReport): void => {
  if (ok) return;
  if (failing(checks).length > 0) throw refusal('DOCUMENT_SIGNATURE_BROKEN', '', checks);
  const foreign = signatures.some(isBroken) ? undefined : signatures.find(isForeign);
  const code = foreign ? 'DOCUMENT_SIGNED_ELSEWHERE' : 'DOCUMENT_SIGNATURE_BROKEN';
  const told = foreign ?? signatures.find(isBroken) ?? signatures.find((signature) => !signature.ok);
  throw refusal(code, `signature ${told?.fieldName}, `, told?.checks ?? []);
};
