import { type Static, Type } from 'typebox';
import { nullable } from './schema-parts.ts';

/** Every check of a signed PDF by name, in the order in which it is made. */
export const checkNames = [
  'structure', // the PDF parses, one unambiguous cross-reference chain
  'byte-range', // the ByteRange has the one allowed shape and its gap is exactly the Contents string
  'coverage', // the last signature covers the whole file
  'later-changes', // what was added after this signature is only further signing acts
  'digest', // messageDigest equals SM3 of the covered bytes
  'signature', // the SM2 (or ECDSA) signature over the signed attributes
  'signing-certificate', // ESS signingCertificateV2 names the signer's certificate
  'chain', // certificates lead to a trusted root, with names, key usages and constraints
  'validity', // every certificate was valid at the time-stamped time
  'time-stamp', // the RFC 3161 token covers this signature value
  'time-stamp-chain', // the token's signer leads to a trusted root and may sign time stamps
  'event-evidence', // the event certificate carries the evidence digest that the signature names
] as const;
export type CheckName = (typeof checkNames)[number];

const CheckResult = Type.Object({
  name: Type.Enum([...checkNames]),
  ok: Type.Boolean(),
  /** English, technical: what was found. */
  detail: Type.String(),
});

export const VerificationReport = Type.Object({
  ok: Type.Boolean(),
  /** SM3 of the file, hex. */
  fileDigest: Type.String(),
  checks: Type.Array(CheckResult),
  signatures: Type.Array(
    Type.Object({
      fieldName: Type.String(),
      signer: Type.String(),
      captureId: nullable(Type.String()),
      evidenceDigest: nullable(Type.String()),
      /** From the time-stamp token, ISO 8601, or null if there is none that holds. */
      signedAt: nullable(Type.String()),
      ok: Type.Boolean(),
      checks: Type.Array(CheckResult),
    }),
  ),
});

export type CheckResult = Static<typeof CheckResult>;
export type VerificationReport = Static<typeof VerificationReport>;
