import { BedSignError, type DeviceRequest } from '@bedsign/contract';
import { sm2Verify } from '@bedsign/gm';
import { appendAudit } from '../audit/audit-chain.ts';
import { type Authority, isInForce, loadCertificate, storeCertificate } from '../ca/index.ts';
import type { Mode } from '../first-run/mode.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction, type Tables } from '../storage/index.ts';

export type DeviceContext = { db: Db; vault: Vault; authority: Authority; organisation: string; mode: Mode };

const findDevice = (db: Db, serial: string): Promise<Tables['device'] | undefined> =>
  db.selectFrom('device').selectAll().where('serial', '=', serial).executeTakeFirst();

/** Proof of possession: the chip signed its own serial and key, so nobody enrols a key that is not theirs. */
const provesPossession = ({ serial, publicKey, proof }: DeviceRequest): boolean =>
  sm2Verify(
    Buffer.from(`bedsign-device:${serial}:${publicKey}`),
    Buffer.from(proof, 'hex'),
    Buffer.from(publicKey, 'hex'),
  );

const admit = (request: DeviceRequest, known: Tables['device'] | undefined, mode: Mode): void => {
  if (!provesPossession(request)) throw new BedSignError('CHIP_SIGNATURE_INVALID', 'proof of possession');
  if (mode === 'demo') return;
  if (request.simulated) throw new BedSignError('SIMULATED_DEVICE_REFUSED');
  if (!known?.approved_at) throw new BedSignError('FORBIDDEN', `device ${request.serial} is not approved yet`);
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
  const known = await findDevice(db, request.serial);
  admit(request, known, mode);
  if (
    known?.public_key === request.publicKey &&
    known.certificate_serial &&
    (await isInForce(db, known.certificate_serial, new Date()))
  )
    return loadCertificate(db, vault, known.certificate_serial);

  const template = request.simulated ? 'simulatedDevice' : 'device';
  const certificate = await authority.issue(template, {
    organisation,
    commonName: request.serial,
    publicKey: Buffer.from(request.publicKey, 'hex'),
    publicKeyAlgorithm: 'sm2',
  });
  await inTransaction(db, async (trx) => {
    const certificate_serial = await storeCertificate(trx, vault, template, certificate);
    const enrolled = { model: request.model, public_key: request.publicKey, certificate_serial };
    await trx
      .insertInto('device')
      .values({ serial: request.serial, ...enrolled, approved_at: null })
      .onConflict((conflict) => conflict.column('serial').doUpdateSet(enrolled))
      .execute();
    await appendAudit(trx, vault, 'device-enrolled', {
      serial: request.serial,
      certificate: certificate_serial,
      station,
    });
  });
  return certificate;
};

/** Lets the chip of this serial number enrol once; a certificate that it had before is revoked. */
export const approveDevice = (db: Db, vault: Vault, serial: string): Promise<void> =>
  inTransaction(db, async (trx) => {
    const now = Date.now();
    const known = await findDevice(trx, serial);
    if (known?.certificate_serial)
      await trx
        .updateTable('certificate')
        .set({ revoked_at: now })
        .where('serial', '=', known.certificate_serial)
        .where('revoked_at', 'is', null)
        .execute();
    const approved = { public_key: null, certificate_serial: null, approved_at: now };
    await trx
      .insertInto('device')
      .values({ serial, model: null, ...approved })
      .onConflict((conflict) => conflict.column('serial').doUpdateSet(approved))
      .execute();
    await appendAudit(trx, vault, 'device-approved', { serial });
  });
