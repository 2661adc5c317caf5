import { oid } from '../asn1/oids.ts';
import { equalBytes, fromHex, toBigInt } from '../bytes.ts';
import { type ParsedSignedData, parseSignedData } from '../cms/parse.ts';
import { verifySignedData } from '../cms/verify.ts';
import { GmError } from '../errors.ts';
import { type HashName, hashNamed } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import { verifyChain } from '../x509/chain.ts';
import type { Certificate } from '../x509/parse.ts';
import { parseTimeStampInfo, type TimeStampInfo } from './info.ts';

/** What was stamped: the signature value itself, or a finished digest. */
type Stamped =
  | { signatureValue: Uint8Array; imprint?: undefined }
  | { signatureValue?: undefined; imprint: { algorithm: HashName; digest: Uint8Array } };

const invalid = (why: string) => new GmError('TIME_STAMP_INVALID', why);

async function readInfo(parsed: ParsedSignedData): Promise<TimeStampInfo> {
  if (parsed.contentType !== oid.tstInfo || !parsed.content) throw invalid('the token holds no TSTInfo');
  if (!equalBytes(await digest(parsed.digestAlgorithm, parsed.content), parsed.messageDigest)) {
    throw invalid('the message digest is not that of the TSTInfo');
  }
  const info = parseTimeStampInfo(parsed.content);
  if (info.criticalExtension) throw invalid('TSTInfo has an unknown critical extension');
  return info;
}

async function checkImprint(info: TimeStampInfo, { signatureValue, imprint }: Stamped): Promise<void> {
  const algorithm = hashNamed(info.hashAlgorithm);
  const expected = signatureValue ? { algorithm, digest: await digest(algorithm, signatureValue) } : imprint;
  if (expected.algorithm !== algorithm || !equalBytes(expected.digest, info.imprint)) {
    throw invalid('the token is of something else');
  }
}

/**
 * Verifies an RFC 3161 token: its imprint, its signature, that it names its signing certificate, and the TSA's chain at the
 * token's own time. `intermediates` may hold the TSA's certificate too, for tokens without; `nonce` is that of the query.
 * @returns genTime; serial in hexadecimal; policy in dotted decimal; the chain, TSA first
 * @throws GmError TIME_STAMP_INVALID, CHAIN_INVALID, ASN1_MALFORMED or ALGORITHM_UNSUPPORTED
 * @example
 * import {
 *   answerTimeStampQuery, createTimeStamper, createTimeStampQuery, parseTimeStampReply, sm3, verifyTimeStampToken,
 * } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message) });
 * const stamper = await createTimeStamper(tsa); // key, certificate, chain, policy
 * const stamp = { serial: Uint8Array.of(1), genTime: Date.now(), accuracyMs: 1000 };
 * const { token } = parseTimeStampReply((await answerTimeStampQuery(query, stamper, () => stamp)).reply);
 * const { genTime } = await verifyTimeStampToken({ token, signatureValue: message, anchors: [root] });
 */
export async function verifyTimeStampToken(
  request: Stamped & {
    token: Uint8Array;
    anchors: readonly Uint8Array[];
    intermediates?: readonly Uint8Array[];
    nonce?: Uint8Array;
  },
): Promise<{ genTime: Date; serial: string; policy: string; chain: Certificate[] }> {
  const known = request.intermediates ?? [];
  const parsed = parseSignedData(request.token, known);
  const info = await readInfo(parsed);
  await checkImprint(info, request);
  if (request.nonce && !(info.nonce && toBigInt(fromHex(info.nonce)) === toBigInt(request.nonce))) {
    throw invalid('the nonce is not that of the query');
  }
  const { signature, signingCertificate } = await verifySignedData(parsed);
  if (!signature) throw invalid('the signature of the token does not hold');
  if (!signingCertificate) throw invalid('the token does not name its signing certificate');
  const chain = await verifyChain({
    leaf: parsed.signer.der,
    intermediates: [...parsed.certificates, ...known],
    anchors: request.anchors,
    at: info.genTime,
    purpose: 'timeStamping',
  });
  return { genTime: info.genTime, serial: info.serial, policy: info.policy, chain };
}
