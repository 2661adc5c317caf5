import { oid } from '../asn1/oids.ts';

/** Which identifiers a CMS structure bears: those of RFC 5652, which all tools read, or those of GM/T 0010 (GB/T 35275). */
export type CmsDialect = 'cms' | 'gmt0010';
export type ContentCipher = 'sm4-cbc' | 'sm4-gcm';

type Names = {
  data: string;
  signedData: string;
  envelopedData: string;
  /** Of an EnvelopedData and its recipients. */
  envelopeVersion: bigint;
  /** What a SignerInfo of an SM2 key names: the signature with its hash, or alone (GM/T 0006). */
  sm2: string;
};

export const dialects: Record<CmsDialect, Names> = {
  cms: {
    data: oid.data,
    signedData: oid.signedData,
    envelopedData: oid.envelopedData,
    envelopeVersion: 0n, // RFC 5652 §6.1, §6.2.1
    sm2: oid.sm2WithSm3,
  },
  gmt0010: {
    data: oid.gmData,
    signedData: oid.gmSignedData,
    envelopedData: oid.gmEnvelopedData,
    envelopeVersion: 1n, // GM/T 0010 §9
    sm2: oid.sm2Signature,
  },
};
