import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { before, test } from 'node:test';
import { OctetString } from '@peculiar/asn1-schema';
import { Extension, Certificate as X509 } from '@peculiar/asn1-x509';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { demoAuthority, issueTo, nameOf, notAfter, notBefore } from '../judge/demo-authority.ts';
import { opensslVerifyChain } from '../judge/openssl.ts';
import type { SigningAlgorithm } from '../keys/algorithm.ts';
import type { SigningKey } from '../keys/key.ts';
import { verifyChain } from './chain.ts';
import type { CertificateRequest } from './issue.ts';
import { parseCertificate } from './parse.ts';
import type { Purpose } from './purpose.ts';

type Demo = Awaited<ReturnType<typeof demoAuthority>>;
let demo: Demo;
before(async () => {
  demo = await demoAuthority('sm2');
});

const now = new Date();
const authority = { ca: {}, keyUsage: ['keyCertSign', 'cRLSign'] } as const satisfies Partial<CertificateRequest>;

const check = (leaf: Uint8Array, intermediates: Uint8Array[], purpose: Purpose = 'documentSigning', at = now) =>
  verifyChain({ leaf, intermediates, anchors: [demo.root.certificate], at, purpose });

const refusedFor = (reason: RegExp) => (error: unknown) =>
  error instanceof GmError && error.code === 'CHAIN_INVALID' && reason.test(error.message);

for (const algorithm of ['sm2', 'ecdsa-p256'] as const satisfies SigningAlgorithm[]) {
  test(`${algorithm}: OpenSSL and BouncyCastle accept our chain`, async () => {
    const { root, issuing, signer } = await demoAuthority(algorithm);
    const direct = await issueTo('直接', algorithm, root, {});
    const sm2 = algorithm === 'sm2';
    const links = [
      // OpenSSL cannot carry an SM2 signer ID up a chain of three (its issue 23471), so each link is judged by itself.
      opensslVerifyChain(direct.certificate, [root.certificate], { sm2 }),
      opensslVerifyChain(signer.certificate, [issuing.certificate], { sm2, partial: true }),
      opensslVerifyChain(issuing.certificate, [root.certificate], { sm2 }),
      ...(sm2 ? [] : [opensslVerifyChain(signer.certificate, [root.certificate, issuing.certificate])]),
      bouncyCastle('chain', signer.certificate, issuing.certificate, root.certificate),
    ];
    for (const verdict of await Promise.all(links)) assert(verdict.ok, verdict.text);
    const wrong = await bouncyCastle('chain', signer.certificate, root.certificate);
    assert(!wrong.ok, 'the judge can say no');
  });
}

test('a certificate says what was asked for', async () => {
  const { key, certificate } = await issueTo('设备', 'ecdsa-p256', demo.root, {
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
    dnsNames: ['station.example'],
    ipAddresses: ['127.0.0.1', '::1'],
    biometricHash: new Uint8Array(32).fill(9),
  });
  const parsed = parseCertificate(certificate);
  assert.deepEqual(parsed.subject, nameOf('设备'));
  assert.deepEqual(parsed.issuer, nameOf('演示根'));
  assert.equal(parsed.subjectText, 'C=CN, O=演示医院, CN=设备');
  assert.deepEqual([parsed.notBefore, parsed.notAfter], [notBefore, notAfter]);
  assert.deepEqual(parsed.publicKey, key.publicKey);
  assert.deepEqual(parsed.keyUsage, ['digitalSignature', 'keyEncipherment']);
  assert.deepEqual(parsed.biometricHash, new Uint8Array(32).fill(9));
  assert.deepEqual([parsed.publicKeyAlgorithm, parsed.signatureAlgorithm], ['ecdsa-p256', 'sm2']);
  assert.match(parsed.serialNumber, /^[4-7][0-9a-f]{31}$/);
  const byNode = new X509Certificate(certificate);
  assert.equal(byNode.subjectAltName, 'DNS:station.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  assert.equal(byNode.serialNumber.toLowerCase(), parsed.serialNumber);
  assert.equal(byNode.ca, false);
});

test('the path goes from the leaf to the anchor, whatever else lies around', async () => {
  const stranger = await issueTo('无关', 'sm2', 'self', authority);
  const path = await check(demo.signer.certificate, [stranger.certificate, demo.issuing.certificate]);
  assert.deepEqual(
    path.map(({ subject }) => subject.CN),
    ['张三', '演示签发', '演示根'],
  );
});

test('of two certificates of one CA, the valid one is taken', async () => {
  const { key } = demo.issuing;
  const expired = await issueTo('演示签发', 'sm2', demo.root, {
    ...authority,
    publicKey: key.publicKey,
    notAfter: new Date(notBefore.getTime() + 1000),
  });
  assert.equal((await check(demo.signer.certificate, [expired.certificate, demo.issuing.certificate])).length, 3);
  await assert.rejects(check(demo.signer.certificate, [expired.certificate]), refusedFor(/演示签发.*expired/));
});

test('every link is checked, and the refusal names it', async () => {
  const { root, issuing, signer } = demo;
  const issue = (issuer: Parameters<typeof issueTo>[2], overrides: Partial<CertificateRequest>) =>
    issueTo('叶', 'sm2', issuer, overrides);
  const leafWith = async (overrides: Partial<CertificateRequest>) => (await issue(root, overrides)).certificate;
  const noCa = await issueTo('非CA', 'sm2', root, { keyUsage: ['keyCertSign'] });
  const noCertSign = await issueTo('无签发权', 'sm2', root, { ...authority, keyUsage: ['cRLSign'] });
  const webCa = await issueTo('网站CA', 'sm2', root, { ...authority, extendedKeyUsage: ['serverAuth'] });
  const tooDeep = await issueTo('过深', 'sm2', issuing, authority);
  const impostor = await issueTo('演示根', 'sm2', 'self', authority);
  const forgedLeaf = await reissue(await leafWith({}), impostor.key, () => {});
  const under = async (holder: Parameters<typeof issueTo>[2] & object): Promise<[Uint8Array, Uint8Array[]]> => [
    (await issue(holder, {})).certificate,
    [holder.certificate, issuing.certificate],
  ];

  const cases: [RegExp, Uint8Array, Uint8Array[], Purpose?, Date?][] = [
    [/张三.*no certificate of its issuer/, signer.certificate, []],
    [/叶.*signature does not hold/, forgedLeaf, []],
    [/no certificate of its issuer/, ...(await under(impostor))],
    [/张三.*not yet valid/, signer.certificate, [issuing.certificate], 'documentSigning', new Date(+notBefore - 1000)],
    [/张三.*expired/, signer.certificate, [issuing.certificate], 'documentSigning', new Date(+notAfter + 1000)],
    [/非CA.*not a CA/, ...(await under(noCa))],
    [/无签发权.*keyCertSign/, ...(await under(noCertSign))],
    [/网站CA.*excludes/, ...(await under(webCa))],
    [/演示签发.*path length 0/, ...(await under(tooDeep))],
    [/is a CA/, issuing.certificate, []],
    [/key usage/, await leafWith({ keyUsage: ['keyEncipherment'] }), []],
    [/key usage/, await leafWith({ keyUsage: ['digitalSignature'] }), [], 'keyEncipherment'],
    [/key usage/, await leafWith({ keyUsage: ['nonRepudiation'] }), [], 'device'],
    [/extended key usage/, await leafWith({ extendedKeyUsage: ['serverAuth'] }), []],
    [/extended key usage/, await leafWith({ extendedKeyUsage: ['timeStamping'] }), [], 'device'],
    [/time stamping alone/, await leafWith({}), [], 'timeStamping'],
    [/time stamping alone/, await leafWith({ extendedKeyUsage: ['timeStamping', 'clientAuth'] }), [], 'timeStamping'],
  ];
  for (const [reason, leaf, intermediates, purpose, at] of cases) {
    await assert.rejects(check(leaf, intermediates, purpose, at), refusedFor(reason), String(reason));
  }
});

/** The same certificate with other contents, signed again by its issuer. */
async function reissue(certificate: Uint8Array, key: SigningKey, change: (x509: X509) => void): Promise<Uint8Array> {
  const x509 = decode(certificate, X509);
  change(x509);
  x509.signatureValue = toBuffer(await key.sign(encode(x509.tbsCertificate)));
  return encode(x509);
}

test('an unknown critical extension is refused, an unknown other one is not', async () => {
  const { certificate } = await issueTo('扩展', 'sm2', demo.root, {});
  const extended = (critical: boolean) =>
    reissue(certificate, demo.root.key, ({ tbsCertificate }) => {
      const extnValue = new OctetString(new Uint8Array([5, 0]));
      tbsCertificate.extensions?.push(new Extension({ extnID: '1.2.3.4', critical, extnValue }));
    });
  assert.equal((await check(await extended(false), [])).length, 2);
  await assert.rejects(check(await extended(true), []), refusedFor(/unknown critical extension 1\.2\.3\.4/));
});

test('nothing is issued on a wrong key or an empty validity', async () => {
  const { root, signer } = demo;
  const refused = (code: string, overrides: Partial<CertificateRequest>, issuer = root) =>
    assert.rejects(issueTo('叶', 'sm2', issuer, overrides), { code });
  await refused('KEY_INVALID', {}, { ...root, certificate: signer.certificate });
  await refused('KEY_INVALID', { publicKey: root.key.publicKey.with(64, 0).with(63, 0) });
  await refused('ARGUMENT_INVALID', { notAfter: notBefore });
});

test('a certificate that breaks X.509 is malformed', async () => {
  const malformed = (error: unknown) => error instanceof GmError && error.code === 'ASN1_MALFORMED';
  const { certificate } = demo.signer;
  const changed = (change: (x509: X509) => void) => reissue(certificate, demo.issuing.key, change);
  const twice = await changed(({ tbsCertificate: { extensions } }) => {
    const [first] = extensions ?? [];
    if (first) extensions?.push(first);
  });
  const old = await changed(({ tbsCertificate }) => {
    tbsCertificate.version = 0;
  });
  const disagreeing = await changed((x509) => {
    x509.signatureAlgorithm.algorithm = '1.2.840.10045.4.3.2';
  });
  const trailing = new Uint8Array([...certificate, 0]);
  for (const der of [twice, old, disagreeing, trailing, certificate.subarray(1), new Uint8Array()]) {
    assert.throws(() => parseCertificate(der), malformed);
  }
});
