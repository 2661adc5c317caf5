import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { encodeOid, encodeSet, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { concat, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { demoAuthority, issueTo } from '../judge/demo-authority.ts';
import { opensslVerifySm2 } from '../judge/openssl.ts';
import { run, withFiles } from '../judge/run.ts';
import { digest } from '../keys/digest.ts';
import { randomBytes } from '../random.ts';
import { attribute, buildSignedData, signedAttributes } from './build.ts';
import { parseSignedData } from './parse.ts';
import { signDetached } from './sign.ts';
import { verifySignedData } from './verify.ts';

type Demo = Awaited<ReturnType<typeof demoAuthority>>;
let demo: Demo;
before(async () => {
  demo = await demoAuthority('sm2');
});

const content = randomBytes(5000);
const sign = ({ signer, issuing }: Demo, what: Uint8Array | { digest: Uint8Array } = content) =>
  signDetached({ content: what, key: signer.key, certificate: signer.certificate, chain: [issuing.certificate] });
const malformed = (error: unknown) => error instanceof GmError && error.code === 'ASN1_MALFORMED';

for (const [algorithm, hash] of [
  ['sm2', 'sm3'],
  ['ecdsa-p256', 'sha256'],
] as const) {
  test(`${algorithm}: BouncyCastle accepts our detached signature, and only over its content`, async () => {
    const signed = await sign(await demoAuthority(algorithm));
    const verdict = await bouncyCastle('cms', signed, content);
    assert(verdict.ok, verdict.text);
    assert(!(await bouncyCastle('cms', signed, content.subarray(1))).ok);
  });

  test(`${algorithm}: we read back what we wrote`, async () => {
    const { signer, issuing } = await demoAuthority(algorithm);
    const signed = await signDetached({
      content: { digest: await digest(hash, content) },
      key: signer.key,
      certificate: signer.certificate,
      chain: [issuing.certificate, signer.certificate],
    });
    const parsed = parseSignedData(signed);
    assert.deepEqual(parsed.messageDigest, await digest(hash, content));
    assert.deepEqual(parsed.signer.der, signer.certificate);
    assert.deepEqual(parsed.certificates.map(toHex).sort(), [signer, issuing].map((x) => toHex(x.certificate)).sort());
    assert.deepEqual([parsed.digestAlgorithm, parsed.signatureAlgorithm], [hash, algorithm]);
    assert.equal(parsed.signingCertificateHashAlgorithm, hash);
    assert.equal(parsed.contentType, oid.data);
    assert.deepEqual(await verifySignedData(parsed), { signature: true, signingCertificate: true });
  });
}

test('OpenSSL accepts the SM2 signature over the attributes', async () => {
  const { signedAttributes: attributes, signature, signer } = parseSignedData(await sign(demo));
  const verdict = await opensslVerifySm2(attributes, signature, signer.publicKey);
  assert(verdict.ok, verdict.text);
});

test('OpenSSL verifies the ECDSA signature whole, with its chain', async () => {
  const ecdsa = await demoAuthority('ecdsa-p256');
  const signed = await sign(ecdsa);
  const verdict = await withFiles([signed, content, ecdsa.root.certificate], async ([cms = '', data = '', ca = '']) => {
    const pem = `${ca}.pem`;
    await run('openssl', ['x509', '-inform', 'DER', '-in', ca, '-out', pem]);
    const options = ['-binary', '-inform', 'DER', '-in', cms, '-content', data, '-CAfile', pem, '-purpose', 'any'];
    return run('openssl', ['cms', '-verify', '-out', '/dev/null', ...options]);
  });
  assert(verdict.ok, verdict.text);
});

/** Builds the structure with one thing wrong. */
async function broken(
  change: (attributes: Uint8Array) => Uint8Array,
  certificate = demo.signer.certificate,
  parts: Partial<Parameters<typeof buildSignedData>[0]> = {},
): Promise<Uint8Array> {
  const { key } = demo.signer;
  const attributes = await signedAttributes(oid.data, await digest('sm3', content), key, demo.signer.certificate);
  const signature = await key.sign(attributes);
  return buildSignedData({
    contentType: oid.data,
    key,
    certificate,
    certificates: [certificate],
    signedAttributes: change(attributes),
    signature,
    ...parts,
  });
}

test('a changed attribute fails the signature', async () => {
  const flip = (attributes: Uint8Array) => attributes.with(attributes.length - 1, (attributes.at(-1) ?? 0) ^ 1);
  const { signature } = await verifySignedData(parseSignedData(await broken(flip)));
  assert.equal(signature, false);
});

test('another certificate of the same key is noticed', async () => {
  const { publicKey } = demo.signer.key;
  const twin = (await issueTo('冒名', 'sm2', demo.issuing, { publicKey })).certificate;
  assert.deepEqual(await verifySignedData(parseSignedData(await broken((attributes) => attributes, twin))), {
    signature: true,
    signingCertificate: false,
  });
});

test('what RFC 5652 forbids is malformed', async () => {
  const same = (attributes: Uint8Array) => attributes;
  const typeOnly = encodeSet([attribute(oid.contentType, encodeOid(oid.data))]);
  const digestAttribute = attribute(oid.messageDigest, encodeTlv(tag.octetString, new Uint8Array(32)));
  const signedTwice = encodeSet([attribute(oid.contentType, encodeOid(oid.data)), digestAttribute, digestAttribute]);
  const cases: [string, Uint8Array][] = [
    ['no message digest', await broken(() => typeOnly)],
    ['no attributes', await broken(() => encodeSet([]))],
    ['message digest twice', await broken(() => signedTwice)],
    ['content type is not the signed one', await broken(same, undefined, { contentType: oid.tstInfo })],
    ['no certificate of the signer', await broken(same, undefined, { certificates: [demo.root.certificate] })],
    ['byte after', concat(await broken(same), new Uint8Array(1))],
    ['another ContentInfo', encodeTlv(tag.sequence, encodeOid(oid.data), encodeTlv(tag.context0, new Uint8Array()))],
  ];
  for (const [name, der] of cases) assert.throws(() => parseSignedData(der), malformed, name);
});

test('a digest of the wrong length is not signed', async () => {
  await assert.rejects(sign(demo, { digest: new Uint8Array(31) }), { code: 'ARGUMENT_INVALID' });
});
