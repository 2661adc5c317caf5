import { oid } from '../asn1/oids.ts';
import type { KeyUsage } from './key-usage.ts';
import type { Certificate } from './parse.ts';

export type Purpose = 'documentSigning' | 'timeStamping' | 'ocspSigning' | 'codeSigning' | 'keyEncipherment' | 'device';

type Rule = {
  /** The leaf must have one of these. */
  keyUsage: readonly KeyUsage[];
  /** An extended key usage, where present, must name one of these. */
  extended: readonly string[];
};

const rules: Record<Purpose, Rule> = {
  documentSigning: { keyUsage: ['digitalSignature', 'nonRepudiation'], extended: [oid.documentSigning] },
  timeStamping: { keyUsage: ['digitalSignature', 'nonRepudiation'], extended: [oid.timeStamping] },
  ocspSigning: { keyUsage: ['digitalSignature', 'nonRepudiation'], extended: [oid.ocspSigning] },
  codeSigning: { keyUsage: ['digitalSignature'], extended: [oid.codeSigning] },
  keyEncipherment: { keyUsage: ['keyEncipherment'], extended: [] },
  device: { keyUsage: ['digitalSignature'], extended: [oid.clientAuth] },
};

/** RFC 5280 §4.2.1.12: an absent extension, or anyExtendedKeyUsage, restricts nothing. */
export const allowsPurpose = ({ extendedKeyUsage }: Certificate, purpose: Purpose): boolean =>
  extendedKeyUsage.length === 0 ||
  extendedKeyUsage.some((usage) => usage === oid.anyExtendedKeyUsage || rules[purpose].extended.includes(usage));

/** Why this end-entity certificate may not serve the purpose, or undefined. */
export function leafObjection(leaf: Certificate, purpose: Purpose): string | undefined {
  if (leaf.ca) return 'is a CA, not an end entity';
  if (!rules[purpose].keyUsage.some((usage) => leaf.keyUsage.includes(usage))) return 'key usage does not allow it';
  if (!allowsPurpose(leaf, purpose)) return 'extended key usage does not allow it';
  // RFC 3161 §2.3: that usage alone, and critical.
  const dedicated = leaf.extendedKeyUsage.length === 1 && leaf.extendedKeyUsage[0] === oid.timeStamping;
  if (purpose === 'timeStamping' && !(dedicated && leaf.criticalExtensions.includes(oid.extKeyUsage))) {
    return 'extended key usage is not time stamping alone and critical';
  }
  // RFC 6960 §4.2.2.2: by name; that all is allowed does not suffice.
  if (purpose === 'ocspSigning' && !leaf.extendedKeyUsage.includes(oid.ocspSigning)) {
    return 'extended key usage does not name OCSP signing';
  }
  // CA/Browser Forum, Baseline Requirements for Code Signing §7.1.2.3: a certificate says that it is for code.
  if (purpose === 'codeSigning' && !leaf.extendedKeyUsage.includes(oid.codeSigning)) {
    return 'extended key usage does not name code signing';
  }
  return undefined;
}
