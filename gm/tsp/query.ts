import { OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';
import { integerContent } from '../asn1/der.ts';
import { encode, toBuffer } from '../asn1/structure.ts';
import { toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type HashName, hashIdentifier, hashLengths } from '../keys/algorithm.ts';

/**
 * DER TimeStampReq (RFC 3161 §2.4.1). `nonce`: random bytes, read as an unsigned integer. `certReq`: whether the token shall
 * carry the TSA's certificates; yes unless told, since a token in a document must verify by itself.
 * @example
 * import { createTimeStampQuery, randomBytes, sm3 } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message), nonce: randomBytes(8) });
 */
export function createTimeStampQuery(request: {
  digestAlgorithm: HashName;
  digest: Uint8Array;
  nonce?: Uint8Array;
  certReq?: boolean;
}): Uint8Array {
  if (request.digest.length !== hashLengths[request.digestAlgorithm]) {
    throw new GmError('ARGUMENT_INVALID', `not a ${request.digestAlgorithm} digest`);
  }
  return encode(
    new TimeStampReq({
      messageImprint: new MessageImprint({
        hashAlgorithm: hashIdentifier(request.digestAlgorithm),
        hashedMessage: new OctetString(toBuffer(request.digest)),
      }),
      ...(request.nonce && { nonce: toBuffer(integerContent(toBigInt(request.nonce))) }),
      certReq: request.certReq ?? true,
    }),
  );
}
