import { type Static, Type } from 'typebox';
import { Bytes, bytesOf } from '../bytes.ts';
import { check } from '../check.ts';
import { closed } from '../schema-parts.ts';
import { decodeDeterministic, encodeDeterministic } from './encoding.ts';

/** What the envelope encrypts: the bundle, the chip's SM2-with-SM3 signature over it, and the chip's certificate. */
export const SignedEvidence = Type.Object(
  {
    bundle: Bytes,
    /** DER SM2Signature (GM/T 0009 §7.3) over the bundle's bytes, default signer ID. */
    chipSignature: Bytes,
    /** DER certificate of the chip. */
    chipCertificate: Bytes,
  },
  closed,
);

/** `evidence.bin`: SM4-GCM under a fresh key, the key encrypted by SM2 to the server's evidence certificate. */
export const EvidenceEnvelope = Type.Object(
  {
    v: Type.Literal(1),
    alg: Type.Literal('SM2-SM4-GCM'),
    /** SM3 of the DER of the evidence certificate that the key is wrapped to. */
    recipient: bytesOf(32),
    /** DER SM2Cipher (GM/T 0009 §7.2) of the 16-byte SM4 key. */
    wrappedKey: Bytes,
    iv: bytesOf(12),
    /** Ciphertext of the encoded SignedEvidence, followed by the 16-byte tag. Additional data: none. */
    ciphertext: Bytes,
  },
  closed,
);

export type SignedEvidence = Static<typeof SignedEvidence>;
export type EvidenceEnvelope = Static<typeof EvidenceEnvelope>;

export const encodeSignedEvidence = (evidence: SignedEvidence): Uint8Array => encodeDeterministic(evidence);
export const decodeSignedEvidence = (bytes: Uint8Array): SignedEvidence =>
  check(SignedEvidence, decodeDeterministic(bytes), 'EVIDENCE_MALFORMED');
export const encodeEnvelope = (envelope: EvidenceEnvelope): Uint8Array => encodeDeterministic(envelope);
export const decodeEnvelope = (bytes: Uint8Array): EvidenceEnvelope =>
  check(EvidenceEnvelope, decodeDeterministic(bytes), 'EVIDENCE_MALFORMED');
