import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { BasicOCSPResponse, OCSPRequest, OCSPResponse, ResponderID } from '@peculiar/asn1-ocsp';
import { OctetString } from '@peculiar/asn1-schema';
import { Extension } from '@peculiar/asn1-x509';
import { oid } from '../asn1/oids.ts';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { concat, toHex } from '../bytes.ts';
import type { Revocation } from '../crl/reason.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { demoAuthority, issueTo, notAfter, notBefore } from '../judge/demo-authority.ts';
import { readFile, run, withFiles } from '../judge/run.ts';
import type { SigningKey } from '../keys/key.ts';
import { toPem } from '../keys/to-pem.ts';
import { randomBytes } from '../random.ts';
import { verifyChain } from '../x509/chain.ts';
import type { CertificateRequest } from '../x509/issue.ts';
import { parseCertificate } from '../x509/parse.ts';
import { checkRevocation } from '../x509/revocation.ts';
import { answerOcspRequest, type OcspResponder } from './answer.ts';
import { type CertIdHash, keyHash } from './cert-id.ts';
import { nonceExtension } from './nonce.ts';
import { parseOcspResponse } from './parse.ts';
import { createOcspRequest } from './request.ts';
import { verifyOcspResponse } from './verify.ts';

type Algorithm = 'sm2' | 'ecdsa-p256';
type Holder = Awaited<ReturnType<typeof issueTo>>;
type Authority = { root: Holder; delegate: Holder; leaf: Holder };

const authorities = new Map<Algorithm, Authority>();
before(async () => {
  for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
    const { root } = await demoAuthority(algorithm);
    const delegate = await issueTo('应答者', algorithm, root, {
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['ocspSigning'],
      ocspNoCheck: true,
    });
    authorities.set(algorithm, { root, delegate, leaf: await issueTo('叶', algorithm, root, {}) });
  }
});
function authority(algorithm: Algorithm = 'sm2'): Authority {
  const found = authorities.get(algorithm);
  assert(found);
  return found;
}

const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const hour = 3_600_000;
const revocation: Revocation = {
  serialNumber: '',
  revocationDate: new Date(now.getTime() - hour),
  reason: 'superseded',
};
const rejects =
  (code: GmErrorCode, text = /./) =>
  (error: unknown) =>
    error instanceof GmError && error.code === code && text.test(error.message);

const responder = (by: Holder, { root }: Authority, overrides: Partial<OcspResponder> = {}): OcspResponder => ({
  key: by.key,
  certificate: by.certificate,
  issuer: root.certificate,
  status: async () => 'good',
  now: () => now,
  validityMs: hour,
  ...overrides,
});

const question = ({ root, leaf }: Authority) => ({ certificate: leaf.certificate, issuer: root.certificate });

/** The whole way: request, answer, parse, verify. */
async function ask(from: Authority, by: Holder, overrides: Partial<OcspResponder> = {}, at = now) {
  const nonce = randomBytes(32);
  const request = await createOcspRequest({ ...question(from), nonce });
  const { response } = await answerOcspRequest(request, responder(by, from, overrides));
  return verifyOcspResponse({ ...question(from), response: parseOcspResponse(response), at, nonce });
}

for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
  test(`${algorithm}: BouncyCastle believes our answers, and only of who signed them`, async () => {
    const from = authority(algorithm);
    const { root, delegate, leaf } = from;
    const date = revocation.revocationDate.toISOString().replace('.000', '');
    const cases: [Holder, CertIdHash, 'good' | 'unknown' | Revocation, string][] = [
      [root, 'sha1', 'good', 'good'],
      [root, 'sha256', 'unknown', 'UnknownStatus'],
      [delegate, 'sm3', revocation, `RevokedStatus ${date} 4`],
    ];
    const inputs: Uint8Array[] = [];
    const expected: string[] = [];
    for (const [by, hash, status, text] of cases) {
      const nonce = randomBytes(16);
      const request = await createOcspRequest({ ...question(from), nonce, hash });
      const { response } = await answerOcspRequest(request, responder(by, from, { status: async () => status }));
      inputs.push(response, leaf.certificate, root.certificate, by.certificate);
      expected.push(`OK ocsp ${text} nonce 0410${toHex(nonce)}\n`);
    }
    const verdict = await bouncyCastle('ocsp', ...inputs);
    assert(verdict.ok, verdict.text);
    assert.equal(verdict.text, expected.join(''));
    const wrong = await bouncyCastle('ocsp', ...inputs.slice(0, 3), leaf.certificate);
    assert(!wrong.ok, 'the judge can say no');
  });
}

test("SM2: we believe BouncyCastle's answer to our request", async () => {
  const from = authority();
  const { delegate } = from;
  const nonce = randomBytes(32);
  for (const hash of ['sha1', 'sm3'] as const) {
    const request = await createOcspRequest({ ...question(from), nonce, hash });
    const { ok, text } = await bouncyCastle('ocsp-answer', request, delegate.pkcs8, delegate.certificate);
    assert(ok, text);
    const response = parseOcspResponse(Uint8Array.from(Buffer.from(text.split('OK ')[1] ?? '', 'base64')));
    const { status } = await verifyOcspResponse({ ...question(from), response, at: new Date(), nonce });
    assert.equal(status, 'good');
  }
});

const pem = (certificate: Uint8Array) => toPem('CERTIFICATE', certificate);

test('ECDSA: OpenSSL asks, we answer, OpenSSL believes', async () => {
  const from = authority('ecdsa-p256');
  const { root, leaf } = from;
  for (const hash of ['-sha1', '-sha256', '-sha512']) {
    for (const by of [root, from.delegate]) {
      await withFiles([pem(root.certificate), pem(leaf.certificate)], async ([ca = '', file = '']) => {
        const request = `${file}.req`;
        const asked = [hash, '-issuer', ca, '-cert', file];
        await run('openssl', ['ocsp', ...asked, '-reqout', request]);
        const status = async (serialNumber: string) => ({ ...revocation, serialNumber });
        const { response } = await answerOcspRequest(
          Uint8Array.from(await readFile(request)),
          responder(by, from, { status }),
        );
        await withFiles([response], async ([answer = '']) => {
          const files = ['-reqin', request, '-no_nonce', '-respin', answer, '-CAfile', ca];
          const { text } = await run('openssl', ['ocsp', ...files, '-resp_text']);
          assert.match(text, /Response verify OK/);
          assert.match(text, /Cert Status: revoked\s+Revocation Time: .*\s+Revocation Reason: superseded/);
          assert.doesNotMatch(text, /WARNING|Nonce Verify error/);
        });
      });
    }
  }
});

test("ECDSA: we believe OpenSSL's answer to our request", async () => {
  const from = authority('ecdsa-p256');
  const { root, delegate, leaf } = from;
  const { serialNumber } = parseCertificate(leaf.certificate);
  const nonce = randomBytes(32);
  const row = (flag: string, since: string) =>
    `${flag}\t301231235959Z\t${since}\t${serialNumber.toUpperCase()}\tunknown\t/CN=x\n`;
  const answers: [string, string, string[]][] = [
    [row('V', ''), 'good', []],
    [row('R', '251101020304Z,keyCompromise'), 'revoked', []],
    ['', 'unknown', ['-resp_key_id']],
  ];
  for (const [index, expected, options] of answers) {
    const request = await createOcspRequest({ ...question(from), nonce });
    const files = [
      request,
      index,
      pem(root.certificate),
      pem(delegate.certificate),
      toPem('PRIVATE KEY', delegate.pkcs8),
    ];
    const der = await withFiles(files, async ([req = '', database = '', ca = '', cert = '', key = '']) => {
      const signer = ['-index', database, '-CA', ca, '-rsigner', cert, '-rkey', key, '-ndays', '1', ...options];
      const { text } = await run('openssl', ['ocsp', '-reqin', req, '-respout', `${req}.out`, ...signer]);
      return Uint8Array.from(await readFile(`${req}.out`).catch(() => assert.fail(text)));
    });
    const response = parseOcspResponse(der);
    const single = await verifyOcspResponse({ ...question(from), response, at: new Date(), nonce });
    assert.equal(single.status, expected);
    if (single.status !== 'revoked') continue;
    assert.deepEqual([single.revocationDate, single.reason], [new Date('2025-11-01T02:03:04Z'), 'keyCompromise']);
  }
});

test('who may not answer is not believed', async () => {
  const from = authority();
  const { root } = from;
  const delegateWith = (overrides: Partial<CertificateRequest>, by: Holder = root) =>
    issueTo('应答者', 'sm2', by, { keyUsage: ['digitalSignature'], extendedKeyUsage: ['ocspSigning'], ...overrides });
  const impostor = await issueTo('演示根', 'sm2', 'self', { ca: {}, keyUsage: ['keyCertSign', 'cRLSign'] });
  assert.equal((await ask(from, await delegateWith({}))).status, 'good');
  const cases: [string, Holder, GmErrorCode, RegExp][] = [
    ['no extended key usage', await delegateWith({ extendedKeyUsage: [] }), 'REVOCATION_UNKNOWN', /does not name OCSP/],
    ['another usage', await delegateWith({ extendedKeyUsage: ['serverAuth'] }), 'REVOCATION_UNKNOWN', /does not allow/],
    ['no digitalSignature', await delegateWith({ keyUsage: ['keyAgreement'] }), 'REVOCATION_UNKNOWN', /key usage/],
    ['another CA in its place', await delegateWith({ ca: {} }), 'REVOCATION_UNKNOWN', /is a CA/],
    ['delegate of another CA', await delegateWith({}, impostor), 'REVOCATION_UNKNOWN', /not authorised/],
    [
      'expired',
      await delegateWith({ notBefore: new Date(+notBefore - hour), notAfter: notBefore }),
      'REVOCATION_UNKNOWN',
      /not valid/,
    ],
    ['a CA of the same name', impostor, 'REVOCATION_UNKNOWN', /is a CA/],
    ['the leaf about itself', from.leaf, 'REVOCATION_UNKNOWN', /does not name OCSP/],
  ];
  for (const [name, by, code, text] of cases) await assert.rejects(ask(from, by), rejects(code, text), name);
});

/** The same response with other contents, signed again. */
async function changed(
  der: Uint8Array,
  key: SigningKey,
  change: (basic: BasicOCSPResponse) => void,
): Promise<Uint8Array> {
  const outer = decode(der, OCSPResponse);
  assert(outer.responseBytes);
  const basic = decode(new Uint8Array(outer.responseBytes.response.buffer), BasicOCSPResponse);
  change(basic);
  basic.signature = toBuffer(await key.sign(encode(basic.tbsResponseData)));
  outer.responseBytes.response = new OctetString(toBuffer(encode(basic)));
  return encode(outer);
}

test('an answer to something else, an old one, or an unsigned one is not believed', async () => {
  const from = authority();
  const { root, leaf, delegate } = from;
  const other = await issueTo('另一', 'sm2', root, {});
  const nonce = randomBytes(32);
  const { response } = await answerOcspRequest(
    await createOcspRequest({ ...question(from), nonce }),
    responder(root, from),
  );
  const verify = (der: Uint8Array, overrides: Partial<Parameters<typeof verifyOcspResponse>[0]> = {}) =>
    verifyOcspResponse({ ...question(from), response: parseOcspResponse(der), at: now, ...overrides });

  assert.equal((await verify(response, { nonce })).status, 'good');
  const soon = new Date(now.getTime() + hour + 1000);
  await assert.rejects(verify(response, { at: soon }), rejects('REVOCATION_UNKNOWN', /ended before/));
  await assert.rejects(verify(response, { nonce: randomBytes(32) }), rejects('REVOCATION_UNKNOWN', /nonce/));
  await assert.rejects(verify(response, { certificate: other.certificate }), rejects('REVOCATION_UNKNOWN', /another/));
  await assert.rejects(verify(response, { issuer: delegate.certificate }), rejects('REVOCATION_UNKNOWN', /another/));
  const parsed = parseOcspResponse(response);
  const bent = parsed.signature.with(parsed.signature.length - 1, (parsed.signature.at(-1) ?? 0) ^ 1);
  await assert.rejects(verify(response, { response: { ...parsed, signature: bent } }), rejects('SIGNATURE_INVALID'));
  await assert.rejects(verify(await changed(response, leaf.key, () => {})), rejects('SIGNATURE_INVALID'));

  const byKey = await keyHash(root.key.publicKey);
  const named = await changed(response, root.key, ({ tbsResponseData }) => {
    tbsResponseData.responderID = new ResponderID({ byKey: new OctetString(toBuffer(byKey)) });
  });
  assert.equal((await verify(named)).status, 'good');
  const endless = await changed(response, root.key, ({ tbsResponseData: { responses } }) => {
    for (const single of responses) delete single.nextUpdate;
  });
  assert.equal((await verify(endless)).status, 'good');
  await assert.rejects(verify(endless, { at: soon }), rejects('REVOCATION_UNKNOWN', /ended before/));
  const critical = await changed(response, root.key, ({ tbsResponseData }) => {
    tbsResponseData.responseExtensions = [
      new Extension({ extnID: '1.2.3', critical: true, extnValue: new OctetString(1) }),
    ];
  });
  assert.throws(() => parseOcspResponse(critical), rejects('ALGORITHM_UNSUPPORTED'));
  const otherType = decode(response, OCSPResponse);
  assert(otherType.responseBytes);
  otherType.responseBytes.responseType = '1.2.3';
  assert.throws(() => parseOcspResponse(encode(otherType)), rejects('ALGORITHM_UNSUPPORTED'));
  for (const der of [concat(response, new Uint8Array(1)), response.subarray(1), new Uint8Array()]) {
    assert.throws(() => parseOcspResponse(der), rejects('ASN1_MALFORMED'));
  }
});

test('requests that cannot be read are refused by name; certificates of other CAs are unknown', async () => {
  const from = authority();
  const good = await createOcspRequest({ ...question(from), nonce: randomBytes(32) });
  const altered = (change: (request: OCSPRequest) => void) => {
    const request = decode(good, OCSPRequest);
    change(request);
    return encode(request);
  };
  const extension = (critical: boolean) => new Extension({ extnID: '1.2.3', critical, extnValue: new OctetString(1) });
  const refused: [string, Uint8Array][] = [
    ['garbage', new Uint8Array([1, 2, 3])],
    ['trailing byte', concat(good, new Uint8Array(1))],
    [
      'no request',
      altered(({ tbsRequest }) => {
        tbsRequest.requestList = [];
      }),
    ],
    [
      'empty nonce',
      altered(({ tbsRequest }) => {
        tbsRequest.requestExtensions = [nonceExtension(new Uint8Array())];
      }),
    ],
    [
      'nonce of 129 bytes',
      altered(({ tbsRequest }) => {
        tbsRequest.requestExtensions = [nonceExtension(new Uint8Array(129))];
      }),
    ],
    [
      'unknown critical extension',
      altered(({ tbsRequest }) => {
        tbsRequest.requestExtensions = [extension(true)];
      }),
    ],
  ];
  for (const [name, request] of refused) {
    const { response, failure } = await answerOcspRequest(request, responder(from.root, from));
    assert.equal(failure, 'malformedRequest', name);
    assert.throws(() => parseOcspResponse(response), rejects('REVOCATION_UNKNOWN', /malformedRequest/));
    const { text } = await withFiles([response], ([file = '']) =>
      run('openssl', ['ocsp', '-respin', file, '-resp_text', '-noverify']),
    );
    assert.match(text, /malformedrequest \(1\)/);
  }
  const tolerated = altered(({ tbsRequest }) => {
    tbsRequest.requestExtensions = [extension(false)];
  });
  assert.equal((await answerOcspRequest(tolerated, responder(from.root, from))).failure, undefined);
  await assert.rejects(
    answerOcspRequest(good, responder({ ...from.root, key: from.leaf.key }, from)),
    rejects('KEY_INVALID'),
  );

  const foreign = authority('ecdsa-p256');
  const strange = altered(({ tbsRequest: { requestList } }) => {
    for (const { reqCert } of requestList) reqCert.hashAlgorithm.algorithm = '2.16.840.1.101.3.4.2.4'; // SHA-224
  });
  for (const request of [await createOcspRequest(question(foreign)), strange]) {
    const { response } = await answerOcspRequest(request, responder(from.root, from));
    assert.deepEqual(
      parseOcspResponse(response).responses.map(({ status }) => status),
      ['unknown'],
    );
  }
});

test('a chain takes an OCSP response in place of a CRL', async () => {
  const from = authority();
  const { root, leaf, delegate } = from;
  const answer = async (status: 'good' | 'unknown' | Revocation, overrides: Partial<OcspResponder> = {}) => {
    const request = await createOcspRequest(question(from));
    const by = responder(delegate, from, { status: async () => status, ...overrides });
    return parseOcspResponse((await answerOcspRequest(request, by)).response);
  };
  const check = (...ocspResponses: Awaited<ReturnType<typeof answer>>[]) =>
    verifyChain({
      leaf: leaf.certificate,
      intermediates: [],
      anchors: [root.certificate],
      at: now,
      purpose: 'documentSigning',
      revocation: { ocspResponses },
    });
  assert.equal((await check(await answer('good'))).length, 2);
  await assert.rejects(check(await answer('unknown')), rejects('REVOCATION_UNKNOWN', /does not know/));
  await assert.rejects(check(await answer(revocation)), rejects('CERTIFICATE_REVOKED', /superseded/));
  await assert.rejects(check(), rejects('REVOCATION_UNKNOWN', /nothing is known/));
  const later = { ...revocation, revocationDate: new Date(now.getTime() + hour) };
  await check(await answer(later));
  const old = await answer('good', { now: () => new Date(now.getTime() - 2 * hour), validityMs: 3 * hour });
  await assert.rejects(check(old, await answer(revocation)), rejects('CERTIFICATE_REVOKED'));
  const { key, certificate } = root;
  const expired = await answer('good', { key, certificate, now: () => new Date(+notAfter + hour) });
  await assert.rejects(
    checkRevocation({ ...question(from), at: now, ocspResponses: [expired] }),
    rejects('REVOCATION_UNKNOWN', /expired/),
  );
});

test('each way of naming the CA is understood', async () => {
  const from = authority();
  for (const hash of ['sha1', 'sm3', 'sha256', 'sha384', 'sha512'] satisfies CertIdHash[]) {
    const request = await createOcspRequest({ ...question(from), hash });
    const { response } = await answerOcspRequest(request, responder(from.root, from));
    assert.deepEqual(
      parseOcspResponse(response).responses.map(({ status }) => status),
      ['good'],
    );
    assert.equal(decode(request, OCSPRequest).tbsRequest.requestList[0]?.reqCert.hashAlgorithm.algorithm, oid[hash]);
  }
});
