import { BedSignError } from '@bedsign/contract';
import { parseCertificate } from '@bedsign/gm';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import type { TemplateName } from './templates.ts';

/** Keeps a certificate that was issued, sealed because its subject may be a patient. Returns its serial number, hex. */
export const storeCertificate = async (
  trx: Db,
  vault: Vault,
  template: TemplateName,
  der: Uint8Array,
): Promise<string> => {
  const { serialNumber: serial, notAfter } = parseCertificate(der);
  const sealed = Buffer.from(vault.seal('certificate', serial, der)).toString('base64');
  const row = { serial, template, sealed, not_after: notAfter.getTime(), issued_at: Date.now(), revoked_at: null };
  await trx.insertInto('certificate').values(row).execute();
  return serial;
};

export const loadCertificate = async (db: Db, vault: Vault, serial: string): Promise<Uint8Array> => {
  const row = await db.selectFrom('certificate').select('sealed').where('serial', '=', serial).executeTakeFirst();
  if (!row) throw new BedSignError('STORAGE_DAMAGED', `no certificate ${serial}`);
  return vault.open('certificate', serial, Buffer.from(row.sealed, 'base64'));
};

/** Whether we issued it and had not revoked it at that time. */
export const isInForce = async (db: Db, serial: string, at: Date): Promise<boolean> => {
  const row = await db.selectFrom('certificate').select('revoked_at').where('serial', '=', serial).executeTakeFirst();
  return row !== undefined && (row.revoked_at === null || row.revoked_at > at.getTime());
};
