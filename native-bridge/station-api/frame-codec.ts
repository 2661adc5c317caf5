import { BedSignError, check, RequestFrame } from '@bedsign/contract';
import { decode, encode } from 'cborg';

/** A page's message as a request; INVALID_REQUEST if it is none. */
export const decodeRequest = (message: Uint8Array): RequestFrame => {
  let value: unknown;
  try {
    value = decode(message, { allowIndefinite: false, strict: true, rejectDuplicateMapKeys: true });
  } catch (cause) {
    throw new BedSignError('INVALID_REQUEST', 'not CBOR', { cause });
  }
  return check(RequestFrame, value);
};

export const encodeFrame = (frame: object): Uint8Array => encode(frame);
