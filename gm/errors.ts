/** Every way in which this room can fail. Codes are stable; messages are English and technical. */
export type GmErrorCode =
  | 'ASN1_MALFORMED' // not DER, not the expected structure, trailing bytes
  | 'ARGUMENT_INVALID' // a length or value the caller should never have passed
  | 'ALGORITHM_UNSUPPORTED' // well formed, but an algorithm this room does not speak
  | 'KEY_INVALID' // private key out of range, public key off the curve, wrong key type
  | 'SIGNATURE_INVALID'
  | 'DECRYPTION_FAILED'
  | 'PROOF_INVALID' // of a share of a two-party key: wrong PIN, wrong key, or a replay
  | 'CHAIN_INVALID' // the message says which link and why
  | 'CERTIFICATE_REVOKED' // the message says which certificate, since when and why
  | 'REVOCATION_UNKNOWN' // no current CRL or OCSP answer of the right CA; never taken for "not revoked"
  | 'TIME_STAMP_REFUSED' // the TSA said no
  | 'TIME_STAMP_INVALID'; // a token that does not hold

export class GmError extends Error {
  readonly code: GmErrorCode;

  constructor(code: GmErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'GmError';
    this.code = code;
  }
}
