import type { VerificationReport } from '@bedsign/contract';
import type { BlobStore } from '../blobs/blob-store.ts';
import { openEnvelope, type Recipient } from '../evidence/open-envelope.ts';
import type { Db } from '../storage/index.ts';
import type { Anchors } from '../verification/index.ts';
import type { HeavyWork } from '../workers/index.ts';
import { findRevision } from './documents.ts';

type Stores = { db: Db; blobs: BlobStore; work: HeavyWork; trust: Anchors; recipient: Recipient };

/** Verifies the latest revision as anybody would, with our root, and the last act's evidence held against it. */
export const verifyStored = async (
  { db, blobs, work, trust, recipient }: Stores,
  documentId: string,
): Promise<VerificationReport> => {
  const { digest, number } = await findRevision(db, documentId);
  const pdf = await blobs.get(digest);
  const capture = await db
    .selectFrom('capture')
    .select('envelope_digest')
    .where('document_id', '=', documentId)
    .where('revision', '=', number)
    .executeTakeFirst();
  if (!capture) return work.verifyDocument(pdf, trust);
  const evidence = openEnvelope(await blobs.get(capture.envelope_digest), recipient).bytes;
  return work.verifyDocument(pdf, { ...trust, evidence });
};
