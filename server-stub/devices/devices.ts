import { BedSignError, type DeviceRequest } from '@bedsign/contract';
import { sm2Verify } from '@bedsign/gm';
import { appendAudit } from '../audit/audit-chain.ts';
import { type Authority, isInForce, loadCertificate, storeCertificate } from '../ca/index.ts';
import type { Mode } from '../first-run/mode.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction, type Tables } from '../storage/index.ts';

export type DeviceContext = { db: Db; vault: Vault; authority: Authority; organisation: string; mode: Mode };

/**
 * The device's row, which no other transaction reads this way until this one ends: PostgreSQL locks a row that is
 * written, SQLite has one writer at a time. A device that nobody knows gets an empty one.
 */
const holdDevice = (trx: Db, serial: string): Promise<Tables['device']> =>
  trx
    .insertInto('device')
    .values({ serial, model: null, public_key: null, certificate_serial: null, approved_at: null })
    .onConflict((conflict) => conflict.column('serial').doUpdateSet({ serial }))
    .returningAll()
    .executeTakeFirstOrThrow();

/** Proof of possession: the chip signed its own serial and key, so nobody enrols a key that is not theirs. */
const provesPossession = ({ serial, publicKey, proof }: DeviceRequest): boolean =>
  sm2Verify(
    Buffer.from(`bedsign-device:${serial}:${publicKey}`),
    Buffer.from(proof, 'hex'),
    Buffer.from(publicKey, 'hex'),
  );

const admit = (request: DeviceRequest, known: Tables['device'], mode: Mode): void => {
  if (mode === 'demo') return;
  if (request.simulated) throw new BedSignError('SIMULATED_DEVICE_REFUSED');
  if (!known.approved_at) throw new BedSignError('FORBIDDEN', `device ${request.serial} is not approved yet`);
  if (known.public_key !== null && known.public_key !== request.publicKey)
    throw new BedSignError('DEVICE_MISMATCH', `device ${request.serial} is enrolled with another key`);
};

/**
 * A certificate for a pad's chip, DER. The same chip asking again gets the one it has. In production an administrator
 * has approved the serial number before, and a simulator is refused.
 */
export const enrolDevice = async (
  { db, vault, authority, organisation, mode }: DeviceContext,
  request: DeviceRequest,
  station: string,
): Promise<Uint8Array> => {
  if (!provesPossession(request)) throw new BedSignError('CHIP_SIGNATURE_INVALID', 'proof of possession');
  return inTransaction(db, async (trx) => {
    const known = await holdDevice(trx, request.serial);
    admit(request, known, mode);
    const { certificate_serial: serial } = known;
    if (serial && known.public_key === request.publicKey && (await isInForce(trx, serial, new Date())))
      return loadCertificate(trx, vault, serial);

    const template = request.simulated ? 'simulatedDevice' : 'device';
    const certificate = await authority.issue(template, {
      organisation,
      commonName: request.serial,
      publicKey: Buffer.from(request.publicKey, 'hex'),
      publicKeyAlgorithm: 'sm2',
    });
    const certificate_serial = await storeCertificate(trx, vault, template, certificate);
    await trx
      .updateTable('device')
      .set({ model: request.model, public_key: request.publicKey, certificate_serial })
      .where('serial', '=', request.serial)
      .execute();
    await appendAudit(trx, vault, 'device-enrolled', {
      serial: request.serial,
      certificate: certificate_serial,
      station,
    });
    return certificate;
  });
};

/** Lets the chip of this serial number enrol once; a certificate that it had before is revoked. */
export const approveDevice = (db: Db, vault: Vault, serial: string): Promise<void> =>
  inTransaction(db, async (trx) => {
    const now = Date.now();
    const { certificate_serial } = await holdDevice(trx, serial);
    if (certificate_serial)
      await trx
        .updateTable('certificate')
        .set({ revoked_at: now })
        .where('serial', '=', certificate_serial)
        .where('revoked_at', 'is', null)
        .execute();
    await trx
      .updateTable('device')
      .set({ public_key: null, certificate_serial: null, approved_at: now })
      .where('serial', '=', serial)
      .execute();
    await appendAudit(trx, vault, 'device-approved', { serial });
  });
