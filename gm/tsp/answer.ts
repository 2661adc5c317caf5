import { Accuracy, type MessageImprint, TimeStampReq, TSTInfo } from '@peculiar/asn1-tsp';
import { encodeInteger, encodeTlv, integerContent, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { buildSignedData, signedAttributes } from '../cms/build.ts';
import { GmError } from '../errors.ts';
import { hashLengths, hashOf, profiles } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import type { SigningKey } from '../keys/key.ts';
import { encodeRefusal, type PkiFailure } from './refusal.ts';

export type TimeStampAuthority = {
  key: SigningKey;
  certificate: Uint8Array;
  /** Travels along with the certificate when the query asks for certificates. */
  chain: readonly Uint8Array[];
  /** The one policy under which it stamps, dotted decimal. */
  policy: string;
  accuracyMs: number;
  /** A number never given before, at most 160 bits (RFC 3161 §2.4.2). */
  serial(): Promise<bigint>;
  now(): Date;
};

type Refusal = { failure: PkiFailure; reason: string };

/** RFC 3161 §2.4.1: what is wrong with the imprint, if anything. */
function imprintObjection({ hashAlgorithm, hashedMessage }: MessageImprint): Refusal | undefined {
  try {
    if (hashLengths[hashOf(hashAlgorithm)] === hashedMessage.byteLength) return undefined;
    return { failure: 'badDataFormat', reason: 'the imprint has not the length of its hash' };
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    return { failure: 'badAlg', reason: `hash ${hashAlgorithm.algorithm} is not accepted` };
  }
}

function objection(query: TimeStampReq, policy: string): Refusal | undefined {
  if (query.version !== 1) return { failure: 'badRequest', reason: 'only version 1 is known' };
  if (query.reqPolicy !== undefined && query.reqPolicy !== policy) {
    return { failure: 'unacceptedPolicy', reason: `this authority stamps under ${policy} only` };
  }
  if (query.extensions) return { failure: 'unacceptedExtension', reason: 'no extensions are known' };
  return imprintObjection(query.messageImprint);
}

function examine(der: Uint8Array, policy: string): TimeStampReq | Refusal {
  try {
    const query = decode(der, TimeStampReq);
    return objection(query, policy) ?? query;
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    return { failure: 'badDataFormat', reason: 'not a DER TimeStampReq' };
  }
}

function accuracy(milliseconds: number): Accuracy {
  const millis = milliseconds % 1000;
  return new Accuracy({ seconds: Math.floor(milliseconds / 1000), ...(millis > 0 && { millis }) });
}

async function createToken(query: TimeStampReq, tsa: TimeStampAuthority, serial: bigint): Promise<Uint8Array> {
  const { key, certificate, chain } = tsa;
  const content = encode(
    new TSTInfo({
      policy: tsa.policy,
      messageImprint: query.messageImprint,
      serialNumber: toBuffer(integerContent(serial)),
      genTime: tsa.now(),
      accuracy: accuracy(tsa.accuracyMs),
      ...(query.nonce && { nonce: query.nonce }),
    }),
  );
  const contentDigest = await digest(profiles[key.algorithm].digest, content);
  const attributes = await signedAttributes(oid.tstInfo, contentDigest, key, certificate);
  return buildSignedData({
    contentType: oid.tstInfo,
    content,
    key,
    certificate,
    certificates: query.certReq ? [certificate, ...chain] : [],
    signedAttributes: attributes,
    signature: await key.sign(attributes),
  });
}

/**
 * Answers a DER TimeStampReq with a DER TimeStampResp (RFC 3161 §2.4). A query that cannot be granted gets a refusal with
 * PKIFailureInfo, and `failure` says which; failures of `serial`, `now` or the key are thrown.
 */
export async function answerTimeStampQuery(
  query: Uint8Array,
  tsa: TimeStampAuthority,
): Promise<{ reply: Uint8Array; token?: Uint8Array; serial?: bigint; failure?: PkiFailure }> {
  const examined = examine(query, tsa.policy);
  if ('failure' in examined)
    return { reply: encodeRefusal(examined.failure, examined.reason), failure: examined.failure };
  const serial = await tsa.serial();
  const token = await createToken(examined, tsa, serial);
  const granted = encodeTlv(tag.sequence, encodeInteger(0n)); // PKIStatusInfo { granted }
  const reply = encodeTlv(tag.sequence, granted, token);
  return { reply, token, serial };
}
