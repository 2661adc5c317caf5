import {
  BedSignError,
  type EvidenceBundle,
  encodeBundle,
  encodeEnvelope,
  encodeSignedEvidence,
  limits,
} from '@bedsign/contract';
import type { SecurityChip } from '@bedsign/drivers';
import { fingerprint, parseCertificate, randomBytes, sm2Encrypt, sm2Verify, sm4GcmEncrypt } from '@bedsign/gm';
import { signInChip } from '../devices/chip-enrolment.ts';
import { type Capture, signedAt } from './capture.ts';

export type StationIdentity = { id: string; name: string; software: string };

/** The bundle of a capture in which nothing is missing any more; SESSION_STATE names what is. */
export const assembleBundle = (
  capture: Capture,
  station: StationIdentity,
  chip: Pick<SecurityChip, 'serial' | 'simulated'>,
  sealed: number,
): EvidenceBundle => {
  const { captureId, task, signer, operator, documentDigest, pad, reader, fingerprint, photo, confirmed } = capture;
  if (!fingerprint || !photo || confirmed === null) throw new BedSignError('SESSION_STATE', 'capture is not complete');
  return {
    v: 1,
    captureId,
    taskId: task.id,
    documentId: task.documentId,
    documentDigest,
    signer: { ...signer, patientId: task.patient.id },
    operator,
    station,
    devices: { pad, reader, chip: { serial: chip.serial, simulated: chip.simulated } },
    fields: capture.fields.map(({ id, box, samples }) => {
      if (!box) throw new BedSignError('SESSION_STATE', `field ${id} was not written`);
      return { fieldId: id, box, samples };
    }),
    fingerprint,
    photo,
    times: { opened: capture.opened, signed: signedAt(capture), confirmed, sealed },
  };
};

/** SM4-GCM under a fresh key, the key encrypted by SM2 (GM/T 0009 §7.2) to the holder of `certificate`. */
export const encryptTo = (certificate: Uint8Array, plain: Uint8Array): Uint8Array => {
  const key = randomBytes(16);
  const iv = randomBytes(12);
  return encodeEnvelope({
    v: 1,
    alg: 'SM2-SM4-GCM',
    recipient: fingerprint(certificate),
    wrappedKey: sm2Encrypt(key, parseCertificate(certificate).publicKey),
    iv,
    ciphertext: sm4GcmEncrypt(key, iv, plain),
  });
};

/** Signs the bundle in the chip and encrypts both to the server: the bytes of `evidence.bin`. */
export const sealEvidence = async (options: {
  bundle: EvidenceBundle;
  chip: SecurityChip;
  chipCertificate: Uint8Array;
  evidenceCertificate: Uint8Array;
}): Promise<Uint8Array> => {
  const { chip, chipCertificate, evidenceCertificate } = options;
  const bundle = encodeBundle(options.bundle);
  const chipSignature = await signInChip(chip, bundle);
  // What the server would refuse must not replace the draft.
  if (!sm2Verify(bundle, chipSignature, chip.publicKey)) throw new BedSignError('CHIP_SIGNATURE_INVALID');
  const envelope = encryptTo(evidenceCertificate, encodeSignedEvidence({ bundle, chipSignature, chipCertificate }));
  if (envelope.length > limits.evidenceBytes) throw new BedSignError('PAYLOAD_TOO_LARGE', `${envelope.length} bytes`);
  return envelope;
};
