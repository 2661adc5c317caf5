import { BedSignError } from '@bedsign/contract';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { loadCertificate, storeCertificate } from './certificate-store.ts';
import type { TemplateName } from './templates.ts';

/** The server's own keys, each with its certificate. */
export const identityNames = [
  'sm2 root',
  'sm2 issuing',
  'sm2 tsa',
  'ecdsa root',
  'ecdsa issuing',
  'ecdsa tsa',
  'seal',
  'evidence',
  'update',
] as const;
export type IdentityName = (typeof identityNames)[number];
/** `pkcs8`: DER PrivateKeyInfo; `certificate`: DER. */
export type Identity = { pkcs8: Uint8Array; certificate: Uint8Array };

export const storeIdentity = async (
  trx: Db,
  vault: Vault,
  name: IdentityName,
  template: TemplateName,
  { pkcs8, certificate }: Identity,
): Promise<void> => {
  const certificate_serial = await storeCertificate(trx, vault, template, certificate);
  const sealed = Buffer.from(vault.seal('private-key', name, pkcs8)).toString('base64');
  await trx.insertInto('identity').values({ name, sealed, certificate_serial }).execute();
};

export const loadIdentity = async (db: Db, vault: Vault, name: IdentityName): Promise<Identity> => {
  const row = await db.selectFrom('identity').selectAll().where('name', '=', name).executeTakeFirst();
  if (!row) throw new BedSignError('STORAGE_DAMAGED', `no identity ${name}`);
  return {
    pkcs8: vault.open('private-key', name, Buffer.from(row.sealed, 'base64')),
    certificate: await loadCertificate(db, vault, row.certificate_serial),
  };
};
