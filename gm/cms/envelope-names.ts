import { oid } from '../asn1/oids.ts';

/** Which identifiers a CMS structure bears: those of RFC 5652, which all tools read, or those of GM/T 0010 (GB/T 35275). */
export type CmsDialect = 'cms' | 'gmt0010';
export type ContentCipher = 'sm4-cbc' | 'sm4-gcm';

type Names = { data: string; envelopedData: string; version: bigint };

export const envelopeNames: Record<CmsDialect, Names> = {
  cms: { data: oid.data, envelopedData: oid.envelopedData, version: 0n }, // RFC 5652 §6.1, §6.2.1
  gmt0010: { data: oid.gmData, envelopedData: oid.gmEnvelopedData, version: 1n }, // GM/T 0010 §9
};
