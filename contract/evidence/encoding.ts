import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { equalBytes } from '../bytes.ts';
import { BedSignError } from '../errors/bedsign-error.ts';

/**
 * Deterministic CBOR (RFC 8949 §4.2.1): shortest integers, definite lengths, keys in bytewise order.
 * The same value gives the same bytes everywhere, so a digest over them is a digest of the value.
 */
export const encodeDeterministic = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);

/** Decodes bytes that must be the deterministic encoding of their value; anything else is EVIDENCE_MALFORMED. */
export const decodeDeterministic = (bytes: Uint8Array): unknown => {
  let value: unknown;
  try {
    value = decode(bytes, {
      allowIndefinite: false,
      allowUndefined: false,
      strict: true,
      rejectDuplicateMapKeys: true,
    });
  } catch (cause) {
    throw new BedSignError('EVIDENCE_MALFORMED', 'not CBOR', { cause });
  }
  if (!equalBytes(encodeDeterministic(value), bytes))
    throw new BedSignError('EVIDENCE_MALFORMED', 'not deterministic CBOR');
  return value;
};
