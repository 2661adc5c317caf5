import { appendAudit } from '../audit/audit-chain.ts';
import type { Kind, Vault } from '../secrets/index.ts';
import type { Db, Tables } from '../storage/index.ts';
import type { BackupContent } from './content.ts';

const seal = (vault: Vault, kind: Kind, name: string, base64: string): string =>
  Buffer.from(vault.seal(kind, name, Buffer.from(base64, 'base64'))).toString('base64');

const fill = async <T extends keyof Tables>(trx: Db, table: T, rows: readonly Tables[T][]): Promise<void> => {
  for (const row of rows)
    await trx
      .insertInto(table)
      .values(row as never)
      .execute();
};

/**
 * Puts a backup's content into an empty database, sealed under its new vault. The caller's transaction makes it whole.
 * Serial numbers need nothing: a restored server stamps under a new node name, drawn at random (tsa/log/node-folder.ts).
 */
export const refill = async (trx: Db, vault: Vault, content: BackupContent): Promise<void> => {
  const { settings, staff, stations, certificates, identities, devices, tsaCertificates, audit, createdAt } = content;
  await fill(trx, 'setting', settings);
  await fill(trx, 'staff', staff);
  await fill(trx, 'station', stations);
  const sealedCertificates = certificates.map(({ der, ...row }) => ({
    ...row,
    sealed: seal(vault, 'certificate', row.serial, der),
  }));
  await fill(trx, 'certificate', sealedCertificates);
  const sealedKeys = identities.map(({ pkcs8, ...row }) => ({
    ...row,
    sealed: seal(vault, 'private-key', row.name, pkcs8),
  }));
  await fill(trx, 'identity', sealedKeys);
  await fill(trx, 'device', devices);
  const sealedChains = tsaCertificates.map(({ chain, ...row }) => ({
    ...row,
    sealed: seal(vault, 'tsa-certificate', row.fingerprint, chain),
  }));
  await fill(trx, 'tsa_certificate', sealedChains);
  await appendAudit(trx, vault, 'restored', { backupAt: createdAt, auditRows: audit.rows, auditHash: audit.hash });
};
