/** CRLReason (RFC 5280 §5.3.1). removeFromCRL (8) stands in delta CRLs only, which are not spoken here. */
const codes = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

export type RevocationReason = keyof typeof codes;

export type Revocation = {
  /** Hex, as in {@link Certificate}. */
  serialNumber: string;
  revocationDate: Date;
  /** `unspecified` when absent. */
  reason?: RevocationReason | undefined;
  /** Since when the key was known or suspected to be compromised, where that is earlier (RFC 5280 §5.3.2). */
  invalidityDate?: Date | undefined;
};

const names = new Map<number, RevocationReason>(
  Object.entries(codes).map(([name, code]) => [code, name as RevocationReason]),
);

export const reasonCode = (reason: RevocationReason): number => codes[reason];
export const reasonOf = (code: number | undefined): RevocationReason | undefined => names.get(code ?? -1);
