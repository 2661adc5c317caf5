import {
  BedSignError,
  decodeBundle,
  decodeEnvelope,
  decodeSignedEvidence,
  type EvidenceBundle,
  equalBytes,
} from '@bedsign/contract';
import { fingerprint, importSm2PrivateKey, sm2Decrypt, sm3, sm4GcmDecrypt } from '@bedsign/gm';

/** The server's evidence certificate (DER) and its SM2 scalar. */
export type Recipient = { certificate: Uint8Array; privateKey: Uint8Array };

export const recipientOf = ({ certificate, pkcs8 }: { certificate: Uint8Array; pkcs8: Uint8Array }): Recipient => ({
  certificate,
  privateKey: importSm2PrivateKey(pkcs8),
});

/** Evidence out of its envelope; nothing of it is checked yet. `digest`: SM3 of `bytes`. */
export type OpenedEvidence = {
  bundle: EvidenceBundle;
  bytes: Uint8Array;
  digest: Uint8Array;
  chipSignature: Uint8Array;
  chipCertificate: Uint8Array;
};

/** Decrypts `evidence.bin`: EVIDENCE_MALFORMED for another format, EVIDENCE_NOT_DECRYPTABLE for another recipient. */
export const openEnvelope = (bytes: Uint8Array, { certificate, privateKey }: Recipient): OpenedEvidence => {
  const envelope = decodeEnvelope(bytes);
  if (!equalBytes(envelope.recipient, fingerprint(certificate)))
    throw new BedSignError('EVIDENCE_NOT_DECRYPTABLE', 'encrypted to another certificate');
  let plaintext: Uint8Array;
  try {
    plaintext = sm4GcmDecrypt(sm2Decrypt(envelope.wrappedKey, privateKey), envelope.iv, envelope.ciphertext);
  } catch (cause) {
    throw new BedSignError('EVIDENCE_NOT_DECRYPTABLE', undefined, { cause });
  }
  const { bundle, chipSignature, chipCertificate } = decodeSignedEvidence(plaintext);
  return { bundle: decodeBundle(bundle), bytes: bundle, digest: sm3(bundle), chipSignature, chipCertificate };
};
