import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBits, encodeInteger, encodeOid, encodeSet, encodeTlv, readAll, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { encode } from '../asn1/structure.ts';
import { ascii, concat } from '../bytes.ts';
import { run, withFiles } from '../judge/run.ts';
import { signatureIdentifier, subjectPublicKeyInfo } from '../keys/algorithm.ts';
import { fromPem } from '../keys/from-pem.ts';
import { generateSigningKey } from '../keys/generate-signing-key.ts';
import type { SigningKey } from '../keys/key.ts';
import { toPem } from '../keys/to-pem.ts';
import { encodeName } from '../x509/name.ts';
import { createCertificationRequest } from './create.ts';
import { parseCertificationRequest } from './parse.ts';
import { verifyCertificationRequest } from './verify.ts';

const algorithms = ['sm2', 'ecdsa-p256'] as const;
const subject = { C: 'CN', ST: '北京', L: '海淀', O: '演示医院', OU: '外科', CN: '张三' };
const distid = 'distid:1234567812345678';
const keys = { sm2: (await generateSigningKey('sm2')).key, p256: (await generateSigningKey('ecdsa-p256')).key };
const keyOf = (algorithm: (typeof algorithms)[number]) => (algorithm === 'sm2' ? keys.sm2 : keys.p256);

/** Its exit code is 0 either way in OpenSSL 3.0; the text tells. */
const opensslVerify = (der: Uint8Array, sm2: boolean) =>
  withFiles([der], async ([file = '']) => {
    const id = sm2 ? ['-vfyopt', distid] : [];
    const shown = ['-text', '-nameopt', 'utf8,sep_comma_plus_space'];
    const { text } = await run('openssl', ['req', '-inform', 'DER', '-in', file, '-verify', '-noout', ...id, ...shown]);
    return { ok: /^Certificate request self-signature verify OK$/m.test(text), text };
  });

for (const algorithm of algorithms) {
  test(`${algorithm}: OpenSSL verifies our request and reads what we asked for`, async () => {
    const key = keyOf(algorithm);
    const names = { dnsNames: ['ward3.example'], ipAddresses: ['10.0.0.7', '2001:db8::1'] };
    const der = await createCertificationRequest({ subject, key, ...names });
    const { ok, text } = await opensslVerify(der, algorithm === 'sm2');
    assert(ok, text);
    assert.match(text, /Subject: C=CN, ST=北京, L=海淀, O=演示医院, OU=外科, CN=张三/);
    assert.match(text, /DNS:ward3\.example, IP Address:10\.0\.0\.7, IP Address:2001:DB8:0:0:0:0:0:1/);
    const changed = der.with(der.indexOf(0x13) + 2, 0x44); // PrintableString of the country
    assert(!(await opensslVerify(changed, algorithm === 'sm2')).ok, 'the judge can say no');

    const parsed = await verifyCertificationRequest(der);
    assert.deepEqual(parsed.subject, subject);
    assert.deepEqual(parsed.publicKey, key.publicKey);
    assert.deepEqual([parsed.publicKeyAlgorithm, parsed.signatureAlgorithm], [algorithm, algorithm]);
    assert.deepEqual(parsed.dnsNames, names.dnsNames);
    assert.deepEqual(parsed.ipAddresses, names.ipAddresses);
    await assert.rejects(verifyCertificationRequest(changed), { code: 'SIGNATURE_INVALID' });
  });

  test(`${algorithm}: we verify OpenSSL's request`, async () => {
    const { pkcs8 } = await generateSigningKey(algorithm);
    const options = algorithm === 'sm2' ? ['-sm3', '-sigopt', distid] : ['-sha256'];
    const pem = await withFiles([toPem('PRIVATE KEY', pkcs8)], async ([key = '']) => {
      const names = ['-subj', '/C=CN/O=H/CN=U', '-addext', 'subjectAltName=DNS:u.example'];
      return (await run('openssl', ['req', '-new', '-key', key, ...options, ...names])).text;
    });
    const [der] = fromPem(pem, 'CERTIFICATE REQUEST');
    assert(der, pem);
    const parsed = await verifyCertificationRequest(der);
    assert.equal(parsed.subjectText, 'C=CN, O=H, CN=U');
    assert.deepEqual(parsed.dnsNames, ['u.example']);
    assert.deepEqual(
      parsed.attributes.map(({ type }) => type),
      [oid.extensionRequest],
    );
  });
}

type Parts = { version?: Uint8Array; attributes?: Uint8Array; more?: Uint8Array };

/** A request put together by hand, properly signed, so that only its shape is wrong. */
async function assembled(key: SigningKey, { version, attributes, more }: Parts = {}): Promise<Uint8Array> {
  const info = encodeTlv(
    tag.sequence,
    version ?? encodeInteger(0n),
    encode(encodeName(subject)),
    encode(subjectPublicKeyInfo(key.algorithm, key.publicKey)),
    attributes ?? new Uint8Array(),
    more ?? new Uint8Array(),
  );
  const identifier = encode(signatureIdentifier(key.algorithm));
  return encodeTlv(tag.sequence, info, identifier, encodeBits(await key.sign(info)));
}

const attribute = (type: string, value: Uint8Array) => encodeTlv(tag.sequence, encodeOid(type), value);
const printable = (text: string) => encodeTlv(0x13, ascii(text));

test("CFCA's attributes, with and without the SET around their values, do not disturb", async () => {
  const temporaryKey = encodeTlv(
    tag.octetString,
    encodeTlv(tag.sequence, encodeInteger(1n), encodeTlv(tag.octetString, new Uint8Array(136))),
  );
  const password = '1.2.840.113549.1.9.7';
  const temporary = '1.2.840.113549.1.9.63';
  for (const wrap of [(value: Uint8Array) => value, (value: Uint8Array) => encodeSet([value])]) {
    const attributes = encodeTlv(
      tag.context0,
      attribute(password, wrap(printable('111111'))),
      attribute(temporary, wrap(temporaryKey)),
    );
    const parsed = await verifyCertificationRequest(await assembled(keys.sm2, { attributes }));
    assert.deepEqual(parsed.attributes, [
      { type: password, values: [printable('111111')] },
      { type: temporary, values: [temporaryKey] },
    ]);
    assert.deepEqual(parsed.dnsNames, []);
  }
});

test('a request without the attribute field is read', async () => {
  assert.deepEqual((await verifyCertificationRequest(await assembled(keys.sm2))).attributes, []);
});

test('what PKCS#10 forbids is malformed', async () => {
  const requested = attribute(oid.extensionRequest, encodeSet([encodeTlv(tag.sequence)]));
  const cases: [string, Parts][] = [
    ['version 1', { version: encodeInteger(1n) }],
    ['version negative', { version: encodeTlv(tag.integer, new Uint8Array([0xff])) }],
    ['attributes under another tag', { attributes: encodeTlv(tag.context1) }],
    ['a fifth member', { attributes: encodeTlv(tag.context0), more: encodeInteger(0n) }],
    [
      'an attribute of three members',
      {
        attributes: encodeTlv(tag.context0, encodeTlv(tag.sequence, encodeOid('1.2.3'), encodeSet([]), encodeSet([]))),
      },
    ],
    ['an attribute without value', { attributes: encodeTlv(tag.context0, attribute('1.2.3', encodeSet([]))) }],
    ['extensionRequest twice', { attributes: encodeTlv(tag.context0, requested, requested) }],
    [
      'extensionRequest of two values',
      {
        attributes: encodeTlv(
          tag.context0,
          attribute(oid.extensionRequest, encodeSet([encodeTlv(tag.sequence), encodeTlv(tag.sequence)])),
        ),
      },
    ],
  ];
  for (const [name, parts] of cases) {
    const der = await assembled(keys.sm2, parts);
    assert.throws(() => parseCertificationRequest(der), { code: 'ASN1_MALFORMED' }, name);
  }
  const good = await assembled(keys.sm2);
  for (const der of [concat(good, new Uint8Array(1)), good.subarray(0, good.length - 1), new Uint8Array()]) {
    assert.throws(() => parseCertificationRequest(der), { code: 'ASN1_MALFORMED' });
  }
});

test('a request for the key of someone else is refused', async () => {
  const theirs = (await generateSigningKey('sm2')).key;
  const stolen = { ...theirs, sign: keys.sm2.sign };
  await assert.rejects(verifyCertificationRequest(await assembled(stolen)), { code: 'SIGNATURE_INVALID' });
  const otherAlgorithm = { ...keys.p256, algorithm: 'sm2', publicKey: keys.sm2.publicKey } as const;
  await assert.rejects(verifyCertificationRequest(await assembled(otherAlgorithm)), { code: 'SIGNATURE_INVALID' });
  const offCurve = { ...keys.sm2, publicKey: keys.sm2.publicKey.with(64, (keys.sm2.publicKey[64] ?? 0) ^ 1) };
  await assert.rejects(verifyCertificationRequest(await assembled(offCurve)), { code: 'KEY_INVALID' });
});

test('PEM and back', async () => {
  const der = await createCertificationRequest({ subject: { CN: 'x' }, key: keys.sm2 });
  assert.deepEqual(fromPem(toPem('CERTIFICATE REQUEST', der)), [der]);
  assert.equal(readAll(readSingle(der, tag.sequence).content).length, 3);
});
