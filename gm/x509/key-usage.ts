import { oid } from '../asn1/oids.ts';

/** Named bits of RFC 5280 §4.2.1.3, in bit order from 0. */
export const keyUsageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const;
export type KeyUsage = (typeof keyUsageBits)[number];

export const extendedKeyUsages = {
  timeStamping: oid.timeStamping,
  ocspSigning: oid.ocspSigning,
  serverAuth: oid.serverAuth,
  clientAuth: oid.clientAuth,
  codeSigning: oid.codeSigning,
} as const;
export type ExtendedKeyUsage = keyof typeof extendedKeyUsages;
