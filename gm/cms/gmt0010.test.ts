import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { encodeOid, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { toHex } from '../bytes.ts';
import type { GmErrorCode } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { demoAuthority } from '../judge/demo-authority.ts';
import { opensslVerifySm2 } from '../judge/openssl.ts';
import { run, withFiles } from '../judge/run.ts';
import { digest } from '../keys/digest.ts';
import { randomBytes } from '../random.ts';
import { buildSignedData, signedAttributes } from './build.ts';
import { parseSignedData } from './parse.ts';
import { signDetached } from './sign.ts';
import { verifySignedData } from './verify.ts';

let demo: Awaited<ReturnType<typeof demoAuthority>>;
before(async () => {
  demo = await demoAuthority('sm2');
});

const content = randomBytes(300);
const sign = () => {
  const { key, certificate } = demo.signer;
  return signDetached({ content, key, certificate, chain: [demo.issuing.certificate], dialect: 'gmt0010' });
};

/** Every object identifier of the structure, as OpenSSL reads it. */
const identifiersIn = (der: Uint8Array) =>
  withFiles([der], async ([file = '']) => {
    const { ok, text } = await run('openssl', ['asn1parse', '-inform', 'DER', '-in', file]);
    assert(ok, text);
    return Array.from(text.matchAll(/OBJECT\s+:(.+)/g), ([, name = '']) => name);
  });

test('OpenSSL reads the names of GM/T 0010, and none of RFC 5652 that they stand for', async () => {
  const found = await identifiersIn(await sign());
  assert.equal(found[0], oid.gmSignedData);
  assert.equal(found.filter((name) => name === oid.gmData).length, 2, 'content and signed attribute');
  assert.equal(found.at(-1), oid.sm2Signature, 'before the signature value');
  for (const name of ['pkcs7-data', 'pkcs7-signedData']) assert(!found.includes(name), name);
});

test('the signature is over Z and the DER SET of the attributes: OpenSSL verifies it', async () => {
  const { signedAttributes: attributes, signature, signer } = parseSignedData(await sign());
  assert.equal(attributes[0], tag.set);
  const verdict = await opensslVerifySm2(attributes, signature, signer.publicKey);
  assert(verdict.ok, verdict.text);
});

test('BouncyCastle accepts it, and only over its content', async () => {
  const signed = await sign();
  const verdict = await bouncyCastle('cms', signed, content);
  assert(verdict.ok, verdict.text);
  assert(!(await bouncyCastle('cms', signed, content.subarray(1))).ok);
});

test('we read back what we wrote', async () => {
  const parsed = parseSignedData(await sign());
  assert.deepEqual([parsed.dialect, parsed.contentType, parsed.signatureAlgorithm], ['gmt0010', oid.gmData, 'sm2']);
  assert.deepEqual(parsed.messageDigest, await digest('sm3', content));
  assert.deepEqual(await verifySignedData(parsed), { signature: true, signingCertificate: true });
});

test('a mixture of both standards is refused', async () => {
  const { key, certificate } = demo.signer;
  const build = async (contentType: string, dialect: 'cms' | 'gmt0010') => {
    const attributes = await signedAttributes(contentType, await digest('sm3', content), key, certificate);
    const signature = await key.sign(attributes);
    const certificates = [certificate];
    return buildSignedData({
      contentType,
      dialect,
      key,
      certificate,
      certificates,
      signedAttributes: attributes,
      signature,
    });
  };
  const replaced = async (from: string, to: string, occurrence: 'first' | 'last') => {
    const [old, fresh] = [toHex(encodeOid(from)), toHex(encodeOid(to))];
    assert.equal(old.length, fresh.length);
    const hex = toHex(await build(oid.gmData, 'gmt0010'));
    const at = occurrence === 'first' ? hex.indexOf(old) : hex.lastIndexOf(old);
    assert(at >= 0);
    return Buffer.from(hex.slice(0, at) + fresh + hex.slice(at + old.length), 'hex');
  };
  const cases: [string, Uint8Array, GmErrorCode][] = [
    ['data of RFC 5652 inside', await build(oid.data, 'gmt0010'), 'ASN1_MALFORMED'],
    ['a TSTInfo inside', await build(oid.tstInfo, 'gmt0010'), 'ASN1_MALFORMED'],
    ['data of GM/T 0010 in RFC 5652', await build(oid.gmData, 'cms'), 'ASN1_MALFORMED'],
    ['another key algorithm', await replaced(oid.sm2Signature, oid.sm2Encryption, 'last'), 'ALGORITHM_UNSUPPORTED'],
    ['an envelope outside', await replaced(oid.gmSignedData, oid.gmEnvelopedData, 'first'), 'ASN1_MALFORMED'],
    ['no SignedData', encodeTlv(tag.sequence, encodeOid(oid.gmSignedData)), 'ASN1_MALFORMED'],
  ];
  for (const [name, der, code] of cases) assert.throws(() => parseSignedData(der), { code }, name);
});

test('GM/T 0010 has no ECDSA', async () => {
  const { signer } = await demoAuthority('ecdsa-p256');
  const { key, certificate } = signer;
  const signing = signDetached({ content, key, certificate, chain: [], dialect: 'gmt0010' });
  await assert.rejects(signing, { code: 'KEY_INVALID' });
});
