import { oid } from '../asn1/oids.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { hashLengths, profiles } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import type { SigningKey } from '../keys/key.ts';
import { attribute, buildSignedData, signedAttributes } from './build.ts';
import { type CmsDialect, dialects } from './dialects.ts';

/**
 * Detached CMS SignedData (RFC 5652) in the CAdES shape: signed attributes contentType, messageDigest and ESS
 * signingCertificateV2; SM3 and SM2-with-SM3, or SHA-256 and ECDSA, by the key's algorithm. Without signingTime, which
 * PAdES (EN 319 142-1 §6.3) keeps out of the CMS: the time is the time stamp's.
 *
 * `content` is what is signed, or its finished digest (SM3 or SHA-256, 32 bytes). `chain` goes along with `certificate`.
 * `timeStamp` is given the signature value and returns an RFC 3161 token, which becomes the unsigned attribute
 * signature-time-stamp (RFC 5126 §6.1.1). With the dialect `gmt0010`, the names of GM/T 0010 §8 (GB/T 35275), for SM2 keys.
 * @returns DER ContentInfo
 * @throws GmError ARGUMENT_INVALID (length of the digest), KEY_INVALID (GM/T 0010 with another key than SM2)
 * @example
 * import { parseSignedData, signDetached } from '@bedsign/gm';
 * const signed = await signDetached({ content: message, key, certificate, chain: [ca.certificate] });
 * const forOthers = await signDetached({ content: message, key, certificate, chain: [], dialect: 'gmt0010' });
 * console.log(parseSignedData(signed).dialect, parseSignedData(forOthers).dialect); // cms gmt0010
 */
export async function signDetached(request: {
  content: Uint8Array | { digest: Uint8Array };
  key: SigningKey;
  certificate: Uint8Array;
  chain: readonly Uint8Array[];
  timeStamp?: (signatureValue: Uint8Array) => Promise<Uint8Array>;
  dialect?: CmsDialect;
}): Promise<Uint8Array> {
  const { key, certificate, content, dialect = 'cms' } = request;
  const contentType = dialects[dialect].data;
  if (dialect === 'gmt0010' && key.algorithm !== 'sm2') throw new GmError('KEY_INVALID', 'GM/T 0010 is for SM2 keys');
  const hash = profiles[key.algorithm].digest;
  const messageDigest = content instanceof Uint8Array ? await digest(hash, content) : content.digest;
  if (messageDigest.length !== hashLengths[hash]) throw new GmError('ARGUMENT_INVALID', `not a ${hash} digest`);
  const attributes = await signedAttributes(contentType, messageDigest, key, certificate);
  const signature = await key.sign(attributes);
  const token = await request.timeStamp?.(signature);
  return buildSignedData({
    contentType,
    dialect,
    key,
    certificate,
    certificates: [certificate, ...request.chain.filter((other) => !equalBytes(other, certificate))],
    signedAttributes: attributes,
    signature,
    ...(token && { unsignedAttributes: [attribute(oid.timeStampToken, token)] }),
  });
}
