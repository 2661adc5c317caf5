import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { OctetString } from '@peculiar/asn1-schema';
import { TimeStampReq } from '@peculiar/asn1-tsp';
import { Extension, Extensions } from '@peculiar/asn1-x509';
import { decode, encode } from '../asn1/structure.ts';
import { parseSignedData } from '../cms/parse.ts';
import { signDetached } from '../cms/sign.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { demoAuthority, issueTo, policy } from '../judge/demo-authority.ts';
import { opensslReadReply, opensslVerifyReply } from '../judge/openssl.ts';
import type { HashName, SigningAlgorithm } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import { randomBytes } from '../random.ts';
import { createTimeStampQuery } from './query.ts';
import type { PkiFailure } from './refusal.ts';
import { parseTimeStampReply } from './reply.ts';
import { verifyTimeStampToken } from './verify.ts';

type Demo = Awaited<ReturnType<typeof demoAuthority>>;
const demos = new Map<SigningAlgorithm, Demo>();
before(async () => {
  for (const algorithm of ['sm2', 'ecdsa-p256'] as const) demos.set(algorithm, await demoAuthority(algorithm));
});
function demoOf(algorithm: SigningAlgorithm): Demo {
  const demo = demos.get(algorithm);
  assert(demo);
  return demo;
}

const data = randomBytes(70);
const rejects =
  (code: GmErrorCode, text = /./) =>
  (error: unknown) =>
    error instanceof GmError && error.code === code && text.test(error.message);

async function stamp(
  { answer }: Pick<Demo, 'answer'>,
  { hash = 'sm3', certReq = true }: { hash?: HashName; certReq?: boolean } = {},
  changes: Parameters<Demo['answer']>[1] = {},
) {
  const nonce = randomBytes(8);
  const query = createTimeStampQuery({ digestAlgorithm: hash, digest: await digest(hash, data), nonce, certReq });
  const { reply, serial } = await answer(query, changes);
  return { query, reply, serial, nonce, token: parseTimeStampReply(reply).token };
}

for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
  test(`${algorithm} tokens over every hash verify here and in BouncyCastle`, async () => {
    const { root, stamper, answer } = demoOf(algorithm);
    const inputs: Uint8Array[] = [];
    for (const hash of ['sm3', 'sha256', 'sha384', 'sha512'] as const) {
      const { token, serial, nonce } = await stamp({ answer }, { hash });
      const request = { token, signatureValue: data, anchors: [root.certificate], nonce };
      const verified = await verifyTimeStampToken(request);
      assert.equal(BigInt(`0x${verified.serial}`), serial);
      assert.equal(verified.policy, policy);
      assert(Math.abs(verified.genTime.getTime() - Date.now()) < 60_000);
      assert.deepEqual(verified.chain[0]?.der, stamper.certificate);
      inputs.push(token, stamper.certificate, data);
    }
    const verdict = await bouncyCastle('token', ...inputs);
    assert(verdict.ok, verdict.text);
    assert(!(await bouncyCastle('token', ...inputs.slice(0, 2), data.subarray(1))).ok);
  });
}

test('OpenSSL verifies the ECDSA reply against its query', async () => {
  const { root, answer } = demoOf('ecdsa-p256');
  const { query, reply } = await stamp({ answer }, { hash: 'sha256' });
  const verdict = await opensslVerifyReply(query, reply, [root.certificate]);
  assert(verdict.ok, verdict.text);
  const other = createTimeStampQuery({ digestAlgorithm: 'sha256', digest: new Uint8Array(32) });
  assert(!(await opensslVerifyReply(other, reply, [root.certificate])).ok);
});

test('OpenSSL reads the SM2 reply as it was meant', async () => {
  const genTime = Date.parse('2026-03-04T05:06:07.120Z');
  const { reply } = await stamp(demoOf('sm2'), {}, { genTime });
  const { text } = await opensslReadReply(reply);
  for (const line of [
    'Status: Granted.',
    'Version: 1',
    `Policy OID: ${policy}`,
    'Hash Algorithm: sm3',
    'Time stamp: Mar  4 05:06:07.12 2026 GMT',
    'Accuracy: 0x01 seconds, 0x01F4 millis',
    'Ordering: no',
  ]) {
    assert(text.includes(line), `${line} in ${text}`);
  }
});

test('without certReq the token carries no certificates, and verifies with them from elsewhere', async () => {
  const { root, issuing, stamper, answer } = demoOf('sm2');
  const { token } = await stamp({ answer }, { certReq: false });
  const request = { token, signatureValue: data, anchors: [root.certificate] };
  await assert.rejects(verifyTimeStampToken(request), rejects('ASN1_MALFORMED', /certificate is not there/));
  const intermediates = [stamper.certificate, issuing.certificate];
  assert.deepEqual(parseSignedData(token, intermediates).certificates, []);
  await verifyTimeStampToken({ ...request, intermediates });
});

test('a signature can carry its time stamp', async () => {
  const demo = demoOf('sm2');
  const signed = await signDetached({
    content: data,
    key: demo.signer.key,
    certificate: demo.signer.certificate,
    chain: [demo.issuing.certificate],
    async timeStamp(signatureValue) {
      const imprint = { digestAlgorithm: 'sm3', digest: await digest('sm3', signatureValue) } as const;
      return parseTimeStampReply((await demo.answer(createTimeStampQuery(imprint))).reply).token;
    },
  });
  const { timeStampToken: token, signature } = parseSignedData(signed);
  assert(token);
  await verifyTimeStampToken({ token, signatureValue: signature, anchors: [demo.root.certificate] });
  const verdict = await bouncyCastle('cms', signed, data);
  assert(verdict.ok, verdict.text);
});

test('queries that cannot be granted are refused by name', async () => {
  const demo = demoOf('sm2');
  const good = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: new Uint8Array(32) });
  const changed = (change: (query: TimeStampReq) => void) => {
    const query = decode(good, TimeStampReq);
    change(query);
    return encode(query);
  };
  const cases: [PkiFailure, string, Uint8Array][] = [
    [
      'badAlg',
      'unrecognized or unsupported algorithm identifier',
      changed((query) => {
        query.messageImprint.hashAlgorithm.algorithm = '1.3.14.3.2.26';
      }),
    ],
    [
      'badDataFormat',
      'the data submitted has the wrong format',
      changed((query) => {
        query.messageImprint.hashedMessage = new OctetString(new Uint8Array(20));
      }),
    ],
    ['badDataFormat', 'the data submitted has the wrong format', new Uint8Array([1, 2, 3])],
    ['badDataFormat', 'the data submitted has the wrong format', new Uint8Array([...good, 0])],
    [
      'badRequest',
      'transaction not permitted or supported',
      changed((query) => {
        Object.assign(query, { version: 2 });
      }),
    ],
    [
      'unacceptedPolicy',
      'the requested TSA policy is not supported by the TSA',
      changed((query) => {
        query.reqPolicy = '1.2.3.4';
      }),
    ],
    [
      'unacceptedExtension',
      'the requested extension is not supported by the TSA',
      changed((query) => {
        query.extensions = new Extensions([new Extension({ extnID: '1.2.3', extnValue: new OctetString([5, 0]) })]);
      }),
    ],
  ];
  for (const [failure, opensslText, query] of cases) {
    const answer = await demo.answer(query);
    assert.equal(answer.failure, failure);
    assert.equal(answer.token, undefined);
    assert.throws(() => parseTimeStampReply(answer.reply), rejects('TIME_STAMP_REFUSED', new RegExp(failure)));
    const { text } = await opensslReadReply(answer.reply);
    assert(text.includes('Status: Rejected.') && text.includes(opensslText), text);
  }
  const named = changed((query) => {
    query.reqPolicy = policy;
  });
  assert.equal((await demo.answer(named)).failure, undefined, 'its own policy is accepted');
});

test('a token that does not hold is refused by name', async () => {
  const { root, issuing, signer, tsa, answer } = demoOf('sm2');
  const anchors = [root.certificate];
  const { token } = await stamp({ answer });
  const stranger = (await demoAuthority('sm2')).root.certificate;
  const notForStamps = { key: signer.key, certificate: signer.certificate };
  const early = { genTime: Date.parse('2020-01-01T00:00:00Z') };
  const twin = await issueTo('演示时间戳', 'sm2', issuing, { publicKey: tsa.key.publicKey });
  const otherKey = { key: twin.key };
  const document = await signDetached({ content: data, ...signer, chain: [issuing.certificate] });
  const at = (index: number) => token.with(index, (token[index] ?? 0) ^ 1);

  const cases: [GmErrorCode, RegExp, Partial<Parameters<typeof verifyTimeStampToken>[0]>][] = [
    ['TIME_STAMP_INVALID', /something else/, { signatureValue: data.subarray(1) }],
    ['TIME_STAMP_INVALID', /nonce/, { nonce: new Uint8Array(8) }],
    ['TIME_STAMP_INVALID', /signature/, { token: at(token.length - 1) }],
    ['TIME_STAMP_INVALID', /signature/, { token: (await stamp({ answer }, {}, otherKey)).token }],
    ['TIME_STAMP_INVALID', /no TSTInfo/, { token: document }],
    ['CHAIN_INVALID', /no certificate of its issuer/, { anchors: [stranger] }],
    ['CHAIN_INVALID', /extended key usage/, { token: (await stamp({ answer }, {}, notForStamps)).token }],
    ['CHAIN_INVALID', /not yet valid/, { token: (await stamp({ answer }, {}, early)).token }],
    ['ASN1_MALFORMED', /./, { token: token.subarray(1) }],
  ];
  for (const [code, text, change] of cases) {
    const request = { token, signatureValue: data, anchors, ...change } as Parameters<typeof verifyTimeStampToken>[0];
    await assert.rejects(verifyTimeStampToken(request), rejects(code, text), String(text));
  }
  const imprint = { algorithm: 'sha256', digest: await digest('sm3', data) } as const;
  await assert.rejects(verifyTimeStampToken({ token, imprint, anchors }), rejects('TIME_STAMP_INVALID', /else/));
});
