import { BedSignError, equalBytes, toHex } from '@bedsign/contract';
import { type Certificate, fingerprint, fromPem, parseCertificate } from '@bedsign/gm';
import { appendAudit } from '../../audit/audit-chain.ts';
import { loadIdentity } from '../../ca/identities.ts';
import { toPemChain } from '../../ca/pem-chain.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { inTransaction } from '../../storage/index.ts';
import { isSelfIssued, readTsaChain } from './read-chain.ts';

type Store = Pick<DataFolder, 'db' | 'vault'>;
export type ImportedChain = { fingerprint: string; chain: Certificate[]; importedAt: number; importedBy: string };

/** Of a certificate for our own key the root must be there: the server's own records are verified up to it. */
const requireRoot = async ({ db, vault }: Store, chain: readonly Certificate[]): Promise<void> => {
  const [leaf] = chain;
  for (const profile of ['sm2 tsa', 'ecdsa tsa'] as const) {
    const { certificate } = await loadIdentity(db, vault, profile);
    const isOurs = leaf !== undefined && equalBytes(parseCertificate(certificate).publicKey, leaf.publicKey);
    if (isOurs && !chain.slice(1).some(isSelfIssued))
      throw new BedSignError('CERTIFICATE_CHAIN_INCOMPLETE', leaf.subjectText);
  }
};

const nameOf = (chain: readonly Certificate[]): string => toHex(fingerprint(chain[0]?.der ?? new Uint8Array()));

/**
 * Trusts another time-stamp authority from now on: exactly this certificate, not all that its issuers may certify.
 * CERTIFICATE_DUPLICATE, and what `readTsaChain` refuses.
 */
export const importTsaChain = async ({ db, vault }: Store, file: Uint8Array, by: string): Promise<ImportedChain> => {
  const importedAt = Date.now();
  const chain = await readTsaChain(file, new Date(importedAt));
  await requireRoot({ db, vault }, chain);
  const name = nameOf(chain);
  // Sealed although public: whoever can write the table alone cannot make this server trust an authority.
  const sealed = vault.seal('tsa-certificate', name, Buffer.from(toPemChain(...chain.map(({ der }) => der))));
  await inTransaction(db, async (trx) => {
    const known = trx.selectFrom('tsa_certificate').select('fingerprint').where('fingerprint', '=', name);
    if (await known.executeTakeFirst()) throw new BedSignError('CERTIFICATE_DUPLICATE', name);
    const row = { fingerprint: name, sealed: Buffer.from(sealed).toString('base64') };
    await trx
      .insertInto('tsa_certificate')
      .values({ ...row, imported_at: importedAt, imported_by: by })
      .execute();
    await appendAudit(trx, vault, 'tsa-certificate-imported', { staff: by, fingerprint: name });
  });
  return { fingerprint: name, chain, importedAt, importedBy: by };
};

/** NOT_FOUND for one that is not there. */
export const removeTsaChain = ({ db, vault }: Store, name: string, by: string): Promise<void> =>
  inTransaction(db, async (trx) => {
    const [removed] = await trx
      .deleteFrom('tsa_certificate')
      .where('fingerprint', '=', name)
      .returning('fingerprint')
      .execute();
    if (!removed) throw new BedSignError('NOT_FOUND');
    await appendAudit(trx, vault, 'tsa-certificate-removed', { staff: by, fingerprint: name });
  });

/** All that are trusted, oldest first. */
export const importedTsaChains = async ({ db, vault }: Store): Promise<ImportedChain[]> => {
  const rows = await db.selectFrom('tsa_certificate').selectAll().orderBy('imported_at').execute();
  return rows.map(({ fingerprint: name, sealed, imported_at, imported_by }) => {
    const pem = Buffer.from(vault.open('tsa-certificate', name, Buffer.from(sealed, 'base64'))).toString();
    const chain = fromPem(pem).map(parseCertificate);
    return { fingerprint: name, chain, importedAt: imported_at, importedBy: imported_by };
  });
};
