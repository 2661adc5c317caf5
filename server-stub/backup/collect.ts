import { readHead } from '../audit/audit-head.ts';
import { loadCertificate } from '../ca/index.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import manifest from '../package.json' with { type: 'json' };
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import type { BackupContent } from './content.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const identitiesOf = async (trx: Db, vault: Vault): Promise<BackupContent['identities']> =>
  (await trx.selectFrom('identity').selectAll().execute()).map(({ name, sealed, certificate_serial }) => ({
    ...{ name, certificate_serial },
    pkcs8: base64(vault.open('private-key', name, Buffer.from(sealed, 'base64'))),
  }));

const tsaCertificatesOf = async (trx: Db, vault: Vault): Promise<BackupContent['tsaCertificates']> =>
  (await trx.selectFrom('tsa_certificate').selectAll().execute()).map(({ sealed, ...row }) => ({
    ...row,
    chain: base64(vault.open('tsa-certificate', row.fingerprint, Buffer.from(sealed, 'base64'))),
  }));

/** The certificates that something restored refers to, of all the thousands that were issued. */
const certificatesOf = async (trx: Db, vault: Vault, wanted: Set<string>): Promise<BackupContent['certificates']> => {
  const found = await trx
    .selectFrom('certificate')
    .select(['serial', 'template', 'not_after', 'issued_at', 'revoked_at'])
    .where('serial', 'in', [...wanted])
    .execute();
  return Promise.all(
    found.map(async (row) => ({ ...row, der: base64(await loadCertificate(trx, vault, row.serial)) })),
  );
};

/** A server's settings, keys and accounts, all from one moment. */
export const collectBackup = ({ db, vault }: Pick<DataFolder, 'db' | 'vault'>): Promise<BackupContent> =>
  db.transaction().execute(async (trx) => {
    const identities = await identitiesOf(trx, vault);
    const devices = await trx.selectFrom('device').selectAll().execute();
    const serials = [...identities, ...devices].flatMap(({ certificate_serial }) => certificate_serial ?? []);
    const { rows, hash } = (await readHead(trx, vault)) ?? { rows: 0, hash: '' };
    return {
      createdAt: Date.now(),
      software: manifest.version,
      audit: { rows, hash },
      settings: await trx.selectFrom('setting').selectAll().execute(),
      staff: await trx.selectFrom('staff').selectAll().execute(),
      stations: await trx.selectFrom('station').selectAll().execute(),
      tsaCertificates: await tsaCertificatesOf(trx, vault),
      certificates: await certificatesOf(trx, vault, new Set(serials)),
      ...{ identities, devices },
    };
  });
