import { BedSignError } from '@bedsign/contract';
import { type Certificate, parseCertificate, sm2Verify, verifyChain } from '@bedsign/gm';
import { type Authority, isInForce, templates } from '../ca/index.ts';
import type { Mode } from '../first-run/mode.ts';
import type { Db } from '../storage/index.ts';
import type { OpenedEvidence } from './open-envelope.ts';

const untrusted = (detail: string, cause?: unknown) =>
  new BedSignError('DEVICE_CERTIFICATE_UNTRUSTED', detail, { cause });

const parseChip = (der: Uint8Array): Certificate => {
  try {
    return parseCertificate(der);
  } catch (cause) {
    throw untrusted('unreadable', cause);
  }
};

/** The signature before the chain: a bundle that nobody signed says nothing about whose device it came from. */
const checkSignature = ({ bytes, chipSignature }: OpenedEvidence, chip: Certificate): void => {
  let valid = false;
  try {
    valid = chip.publicKeyAlgorithm === 'sm2' && sm2Verify(bytes, chipSignature, chip.publicKey);
  } catch (cause) {
    throw new BedSignError('CHIP_SIGNATURE_INVALID', 'unreadable', { cause });
  }
  if (!valid) throw new BedSignError('CHIP_SIGNATURE_INVALID');
};

/** Was it signed by the chip it names, and was that a device of ours at that time? */
export const checkDevice = async (
  evidence: OpenedEvidence,
  { db, authority, mode, at }: { db: Db; authority: Authority; mode: Mode; at: Date },
): Promise<void> => {
  const chip = parseChip(evidence.chipCertificate);
  checkSignature(evidence, chip);
  await verifyChain({
    leaf: evidence.chipCertificate,
    intermediates: [authority.issuing],
    anchors: [authority.root],
    at,
    purpose: 'device',
  }).catch((cause: Error) => {
    throw untrusted(cause.message, cause);
  });
  const { OU, CN } = chip.subject;
  const simulated = OU === templates.simulatedDevice.OU;
  // Event certificates come from the same issuing CA and may sign too; only these two kinds are devices.
  if (!simulated && OU !== templates.device.OU) throw untrusted('not a device certificate');
  if (!(await isInForce(db, chip.serialNumber, at))) throw untrusted('revoked');

  const { devices } = evidence.bundle;
  if (CN !== devices.chip.serial) throw new BedSignError('DEVICE_MISMATCH', 'serial number of the chip');
  if (simulated !== devices.chip.simulated) throw new BedSignError('DEVICE_MISMATCH', 'simulated or not');
  const pretended = simulated || devices.pad.simulated || devices.reader?.simulated === true;
  if (pretended && mode === 'production') throw new BedSignError('SIMULATED_DEVICE_REFUSED');
};
