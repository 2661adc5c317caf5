import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { OctetString } from '@peculiar/asn1-schema';
import { Accuracy, MessageImprint, TimeStampReq, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import fc from 'fast-check';
import { encodeInteger, encodeOid, encodeTlv, integerContent, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { buildSignedData, signedAttributes } from '../cms/build.ts';
import { parseSignedData } from '../cms/parse.ts';
import { GmError } from '../errors.ts';
import { demoAuthority } from '../judge/demo-authority.ts';
import { type HashName, hashLengths, hashOf, profiles, type SigningAlgorithm } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import type { SigningKey } from '../keys/key.ts';
import { answerTimeStampQuery } from './answer.ts';
import type { Authority } from './authority.ts';
import { parseTimeStampReply } from './reply.ts';
import { readTimeStampRequest } from './request.ts';
import { createTimeStamper } from './stamper.ts';
import type { Stamp } from './token-template.ts';

const own = '2.25.338770000845734292534325025077361652240';
const authorities = new Map<SigningAlgorithm, Authority>();

/** Signs the same message always alike, so that two tokens can be compared byte by byte. */
function repeating(key: SigningKey, length: number): SigningKey {
  const sign = (message: Uint8Array) => new Uint8Array(length).map((_, index) => message[index % message.length] ?? 0);
  const { signNow, ...rest } = key;
  return { ...rest, ...(signNow && { signNow: sign }), sign: async (message) => sign(message) };
}

before(async () => {
  for (const algorithm of ['sm2', 'ecdsa-p256'] as const)
    authorities.set(algorithm, (await demoAuthority(algorithm)).tsa);
});

const magnitude = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((bytes) => bytes.with(0, (bytes[0] ?? 0) % 0x7f || 1));

const query = fc.record(
  {
    hash: fc.constantFrom(...(Object.keys(hashLengths) as HashName[])),
    fill: fc.integer({ min: 0, max: 255 }),
    null: fc.boolean(),
    certReq: fc.boolean(),
    nonce: fc.bigInt({ min: 0n, max: 2n ** 500n }),
    named: fc.boolean(),
  },
  { requiredKeys: ['hash', 'fill', 'null', 'certReq', 'named'] },
);

function encodeQuery({ hash, fill, nonce, ...rest }: typeof query extends fc.Arbitrary<infer Q> ? Q : never) {
  const hashAlgorithm = new AlgorithmIdentifier({ algorithm: oid[hash], ...(rest.null && { parameters: null }) });
  const hashedMessage = new OctetString(new Uint8Array(hashLengths[hash]).fill(fill));
  return new TimeStampReq({
    messageImprint: new MessageImprint({ hashAlgorithm, hashedMessage }),
    ...(rest.named && { reqPolicy: own }),
    ...(nonce !== undefined && { nonce: toBuffer(integerContent(nonce)) }),
    certReq: rest.certReq,
  });
}

/** The token as the ASN.1 library writes it. */
async function expectedToken(asked: TimeStampReq, authority: Authority, stamp: Stamp): Promise<Uint8Array> {
  const [seconds, millis] = [Math.floor(stamp.accuracyMs / 1000), stamp.accuracyMs % 1000];
  const accuracy = new Accuracy(millis ? { millis } : {});
  const content = encode(
    new TSTInfo({
      policy: authority.policy,
      messageImprint: asked.messageImprint,
      serialNumber: toBuffer(stamp.serial),
      genTime: new Date(stamp.genTime),
      accuracy: Object.assign(accuracy, { seconds: seconds || undefined }),
      ordering: authority.ordering ?? false,
      ...(asked.nonce && { nonce: asked.nonce }),
    }),
  );
  const { key, certificate, chain } = authority;
  const hash = profiles[key.algorithm].digest;
  const attributes = await signedAttributes(oid.tstInfo, await digest(hash, content), key, certificate);
  const certificates = asked.certReq ? [certificate, ...chain] : [];
  const signature = await key.sign(attributes);
  const signed = { contentType: oid.tstInfo, content, key, certificate, certificates, signature };
  return buildSignedData({ ...signed, signedAttributes: attributes });
}

for (const algorithm of ['sm2', 'ecdsa-p256'] as const)
  test(`${algorithm}: the template and the ASN.1 library write the same token`, async () => {
    const given = authorities.get(algorithm);
    assert(given);
    const stamps = fc.record({
      serial: magnitude,
      genTime: fc.date({ min: new Date('1950-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      accuracyMs: fc.integer({ min: 1, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        ...[query, stamps, fc.boolean(), fc.integer({ min: 8, max: 72 })],
        async (asked, { genTime, ...rest }, ordering, signatureLength) => {
          const stamp = { ...rest, genTime: genTime.getTime() };
          const authority = { ...given, policy: own, ordering, key: repeating(given.key, signatureLength) };
          const structure = encodeQuery(asked);
          const stamper = await createTimeStamper(authority);
          const answer = await answerTimeStampQuery(encode(structure), stamper, () => stamp);
          assert(answer.token);
          const { token } = parseTimeStampReply(answer.reply);
          assert.deepEqual(token, await expectedToken(structure, authority, stamp));
          if (!asked.certReq) assert.deepEqual(answer.token, token);
          parseSignedData(token, [given.certificate]); // encodes again and compares
        },
      ),
      { numRuns: 300 },
    );
  });

/** The library keeps an INTEGER's bytes without a look at their form (X.690 §8.3.2). */
function isShortest(integer: Uint8Array): boolean {
  const [first = 0, second = 0] = integer;
  const padded = (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
  return integer.length <= 64 && (integer.length === 1 || !padded);
}

/** What the ASN.1 library makes of a query: canonical DER, under our policy, of a hash we know, without extensions. */
function isGood(bytes: Uint8Array): boolean {
  try {
    const asked = decode(bytes, TimeStampReq);
    const { hashAlgorithm, hashedMessage } = asked.messageImprint;
    return (
      asked.version === 1 &&
      (asked.reqPolicy ?? own) === own &&
      !asked.extensions &&
      hashLengths[hashOf(hashAlgorithm)] === hashedMessage.byteLength &&
      (asked.nonce === undefined || isShortest(new Uint8Array(asked.nonce)))
    );
  } catch (error) {
    assert(error instanceof GmError);
    return false;
  }
}

test('the reader takes what the ASN.1 library takes, and nothing else', () => {
  const policy = encodeOid(own);
  const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.nat(4) });
  let [good, bad] = [0, 0];
  fc.assert(
    fc.property(query, fc.array(mutation, { maxLength: 3 }), (asked, mutations) => {
      let bytes: Uint8Array = encode(encodeQuery(asked));
      for (const { at, byte, cut } of mutations)
        bytes = cut === 0 ? bytes.subarray(0, 1 + (at % bytes.length)) : bytes.with(at % bytes.length, byte);
      const read = readTimeStampRequest(bytes, policy);
      assert.equal('failure' in read, !isGood(bytes), Buffer.from(bytes).toString('hex'));
      if ('failure' in read) return void bad++;
      const again = decode(bytes, TimeStampReq);
      assert.deepEqual(read.imprint, encode(again.messageImprint));
      assert.deepEqual(read.nonce, again.nonce && encodeTlv(tag.integer, new Uint8Array(again.nonce)));
      assert.equal(read.certReq, again.certReq);
      good++;
    }),
    { numRuns: 5000 },
  );
  assert(good > 500 && bad > 500, `${good} good, ${bad} bad`);
});

test('what is no DER is refused, however it is not', () => {
  const sequence = (...members: Uint8Array[]) => encodeTlv(tag.sequence, ...members);
  const hash = sequence(encodeOid(oid.sm3));
  const imprint = sequence(hash, encodeTlv(tag.octetString, new Uint8Array(32)));
  const version = encodeInteger(1n);
  const raw = (...bytes: number[]) => Uint8Array.from(bytes);
  const cases: Record<string, Uint8Array> = {
    empty: raw(),
    'indefinite length': Uint8Array.from([0x30, 0x80, ...version, ...imprint, 0, 0]),
    'length of five bytes': Uint8Array.from([0x30, 0x85, 0, 0, 0, 0, 47, ...version, ...imprint]),
    'length longer than needed': Uint8Array.from([0x30, 0x81, version.length + imprint.length, ...version, ...imprint]),
    'length of four gigabytes': raw(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
    'trailing bytes': Uint8Array.from([...sequence(version, imprint), 0]),
    'a member too many': sequence(version, imprint, raw(0x04, 0x00)),
    'members out of order': sequence(version, imprint, raw(0x01, 0x01, 0xff), encodeInteger(7n)),
    'FALSE written out': sequence(version, imprint, raw(0x01, 0x01, 0x00)),
    'TRUE as 1': sequence(version, imprint, raw(0x01, 0x01, 0x01)),
    'BOOLEAN of two bytes': sequence(version, imprint, raw(0x01, 0x02, 0xff, 0xff)),
    'empty nonce': sequence(version, imprint, raw(0x02, 0x00)),
    'padded nonce': sequence(version, imprint, raw(0x02, 0x02, 0x00, 0x01)),
    'negative nonce, padded': sequence(version, imprint, raw(0x02, 0x02, 0xff, 0x80)),
    'version padded': sequence(raw(0x02, 0x02, 0x00, 0x01), imprint),
    'imprint longer than the query': sequence(version, raw(0x30, 0x7f, 0x30, 0x00)),
    'imprint with three members': sequence(
      version,
      sequence(hash, encodeTlv(tag.octetString, new Uint8Array(32)), hash),
    ),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    const read = readTimeStampRequest(bytes, encodeOid(own));
    assert.equal('failure' in read && read.failure, 'badDataFormat', name);
  }
  const negative = readTimeStampRequest(sequence(version, imprint, raw(0x02, 0x01, 0x80)), encodeOid(own));
  assert.deepEqual('failure' in negative || negative.nonce, raw(0x02, 0x01, 0x80), 'an INTEGER may be negative');
  const long = readTimeStampRequest(sequence(version, imprint, encodeInteger(2n ** 600n)), encodeOid(own));
  assert.equal('failure' in long && long.failure, 'badRequest');
});

test('a serial number that RFC 3161 does not allow is never written', async () => {
  const authority = authorities.get('sm2');
  assert(authority);
  const stamper = await createTimeStamper(authority);
  const asked = encode(encodeQuery({ hash: 'sm3', fill: 1, null: false, certReq: false, named: false }));
  const stampWith = (serial: Uint8Array) =>
    answerTimeStampQuery(asked, stamper, () => ({ serial, genTime: 0, accuracyMs: 1 }));
  for (const serial of [
    new Uint8Array(),
    Uint8Array.of(0, 1),
    new Uint8Array(21).fill(1),
    new Uint8Array(20).fill(0x80),
  ])
    assert.throws(() => stampWith(serial), { code: 'ARGUMENT_INVALID' });
  const { token } = await stampWith(new Uint8Array(19).fill(0xff));
  assert(token && Buffer.from(token).includes(Buffer.from(encodeInteger(2n ** 152n - 1n))));
});
