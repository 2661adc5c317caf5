import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { encodeInteger, encodeOid, encodeSet, encodeTlv, readAll, readSingle, type Tlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { concat, toHex } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { demoAuthority, issueTo } from '../judge/demo-authority.ts';
import { opensslDecrypt } from '../judge/openssl.ts';
import { run, withFiles } from '../judge/run.ts';
import { importSm2PrivateKey } from '../keys/pkcs8.ts';
import { randomBytes } from '../random.ts';
import { envelop } from './envelop.ts';
import { openEnvelope } from './open-envelope.ts';

type Holder = Awaited<ReturnType<typeof issueTo>>;
let root: Holder;
let alice: Holder;
let bob: Holder;
before(async () => {
  ({ root } = await demoAuthority('sm2'));
  const keyUsage = ['keyEncipherment', 'dataEncipherment', 'keyAgreement'] as const;
  alice = await issueTo('甲', 'sm2', root, { keyUsage });
  bob = await issueTo('乙', 'sm2', root, { keyUsage });
});

const content = randomBytes(1000);
const rejects = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;
const open = (envelope: Uint8Array, { certificate, pkcs8 }: Holder) =>
  openEnvelope(envelope, { certificate, privateKey: importSm2PrivateKey(pkcs8) });

const kinds = [
  ['cms', 'sm4-gcm', oid.authEnvelopedData],
  ['cms', 'sm4-cbc', oid.envelopedData],
  ['gmt0010', 'sm4-cbc', oid.gmEnvelopedData],
] as const;

const membersOf = (element: Tlv | undefined) => readAll(element?.content ?? new Uint8Array());

/** The parts of an envelope, taken out by position. */
function parts(der: Uint8Array) {
  const [type, wrapped] = membersOf(readSingle(der, tag.sequence));
  const [version, recipients, encrypted, mac] = membersOf(membersOf(wrapped)[0]);
  const [, algorithm, ciphertext] = membersOf(encrypted);
  const [cipher, parameters] = membersOf(algorithm);
  const [recipientVersion, , keyAlgorithm, encryptedKey] = membersOf(membersOf(recipients)[0]);
  assert(type && version && ciphertext && cipher && parameters && recipientVersion && keyAlgorithm && encryptedKey);
  return { type, version, recipientVersion, keyAlgorithm, encryptedKey, cipher, parameters, ciphertext, mac };
}

for (const [dialect, cipher, contentType] of kinds) {
  test(`${dialect} under ${cipher}: each recipient opens it, nobody else`, () => {
    const envelope = envelop({ content, recipients: [alice.certificate, bob.certificate], cipher, dialect });
    assert.equal(toHex(parts(envelope).type.raw), toHex(encodeOid(contentType)));
    assert.deepEqual(open(envelope, alice), content);
    assert.deepEqual(open(envelope, bob), content);
    assert.throws(() => open(envelope, root), rejects('DECRYPTION_FAILED'));
    assert.throws(() => open(envelope, { ...alice, pkcs8: bob.pkcs8 }), rejects('DECRYPTION_FAILED'));
  });
}

test('OpenSSL opens the parts: the key by pkeyutl, the content by enc', async () => {
  for (const dialect of ['cms', 'gmt0010'] as const) {
    const envelope = envelop({ content, recipients: [alice.certificate], cipher: 'sm4-cbc', dialect });
    const { encryptedKey, parameters, ciphertext, keyAlgorithm, version, recipientVersion } = parts(envelope);
    const verdict = await opensslDecrypt(encryptedKey.content, alice.pkcs8);
    const key = /^0000 - ([0-9a-f -]{47})/m.exec(verdict.text)?.[1]?.replace(/[ -]/g, '') ?? assert.fail(verdict.text);
    const decrypted = await withFiles([ciphertext.content], ([file = '']) =>
      run('openssl', [
        'enc',
        '-d',
        '-sm4-cbc',
        '-K',
        key,
        '-iv',
        toHex(parameters.content),
        '-in',
        file,
        '-a',
        '-A',
      ]).then(() =>
        run('sh', [
          '-c',
          `openssl enc -d -sm4-cbc -K ${key} -iv ${toHex(parameters.content)} -in ${file} | od -An -v -tx1`,
        ]),
      ),
    );
    assert.equal(decrypted.text.replace(/\s/g, ''), toHex(content));
    assert.equal(toHex(keyAlgorithm.content), toHex(encodeOid('1.2.156.10197.1.301.3')));
    const expected = encodeInteger(dialect === 'cms' ? 0n : 1n);
    assert.deepEqual([version.raw, recipientVersion.raw], [expected, expected]);
  }
});

test('GCM notices every change of the content; nothing is said of why', () => {
  const envelope = envelop({ content, recipients: [alice.certificate] });
  const { ciphertext } = parts(envelope);
  const end = envelope.length - 18 - 2; // before the tag
  for (const at of [end - ciphertext.content.length + 2, end, envelope.length - 1]) {
    assert.throws(() => open(envelope.with(at, (envelope[at] ?? 0) ^ 1), alice), rejects('DECRYPTION_FAILED'));
  }
});

test('what is not for encryption is not encrypted to', async () => {
  const { signer } = await demoAuthority('sm2');
  const ecdsa = await issueTo('丙', 'ecdsa-p256', root, { keyUsage: ['keyEncipherment'] });
  const cases: [GmErrorCode, Parameters<typeof envelop>[0]][] = [
    ['ARGUMENT_INVALID', { content, recipients: [] }],
    ['ARGUMENT_INVALID', { content, recipients: [alice.certificate, signer.certificate] }],
    ['ARGUMENT_INVALID', { content, recipients: [alice.certificate], dialect: 'gmt0010', cipher: 'sm4-gcm' }],
    ['KEY_INVALID', { content, recipients: [ecdsa.certificate] }],
  ];
  for (const [code, request] of cases) assert.throws(() => envelop(request), rejects(code));
});

test('other shapes are malformed or unsupported', () => {
  const sequence = (...members: Uint8Array[]) => encodeTlv(tag.sequence, ...members);
  const octets = (bytes: Uint8Array) => encodeTlv(tag.octetString, bytes);
  const good = envelop({ content, recipients: [alice.certificate], cipher: 'sm4-cbc' });
  const { parameters, ciphertext } = parts(good);
  const [, wrapped] = membersOf(readSingle(good, tag.sequence));
  const [version, recipients, encrypted] = membersOf(membersOf(wrapped)[0]);
  assert(version && recipients && encrypted);
  const wrap = (body: Uint8Array, type: string = oid.envelopedData) =>
    sequence(encodeOid(type), encodeTlv(tag.context0, body));
  const info = (cipher: string, iv: Uint8Array, ...more: Uint8Array[]) =>
    sequence(encodeOid(oid.data), sequence(encodeOid(cipher), iv), ciphertext.raw, ...more);
  const body = (inner: Uint8Array, infos: Uint8Array = recipients.raw) => sequence(version.raw, infos, inner);
  const cases: [string, Uint8Array, GmErrorCode][] = [
    ['byte after', concat(good, new Uint8Array(1)), 'ASN1_MALFORMED'],
    ['cut', good.subarray(0, -1), 'ASN1_MALFORMED'],
    ['signed data', wrap(body(encrypted.raw), oid.signedData), 'ALGORITHM_UNSUPPORTED'],
    ['AES', wrap(body(info(oid.aes256Cbc, parameters.raw))), 'ALGORITHM_UNSUPPORTED'],
    ['GCM without its tag', wrap(body(info(oid.sm4Gcm, parameters.raw))), 'ALGORITHM_UNSUPPORTED'],
    ['an IV of 8 bytes', wrap(body(info(oid.sm4Cbc, octets(new Uint8Array(8))))), 'ASN1_MALFORMED'],
    ['no IV', wrap(body(info(oid.sm4Cbc, new Uint8Array()))), 'ASN1_MALFORMED'],
    ['one member more', wrap(body(info(oid.sm4Cbc, parameters.raw, parameters.raw))), 'ASN1_MALFORMED'],
    ['recipients as a sequence', wrap(body(encrypted.raw, sequence())), 'ALGORITHM_UNSUPPORTED'],
    ['no recipient', wrap(body(encrypted.raw, encodeSet([]))), 'DECRYPTION_FAILED'],
    ['key agreement', wrap(body(encrypted.raw, encodeSet([encodeTlv(tag.context1)]))), 'DECRYPTION_FAILED'],
    ['a recipient of nothing', wrap(body(encrypted.raw, encodeSet([sequence()]))), 'ASN1_MALFORMED'],
  ];
  assert.deepEqual(open(wrap(body(encrypted.raw)), alice), content);
  assert.deepEqual(open(wrap(body(info(oid.sm4, parameters.raw))), alice), content, "CFCA's bare SM4 is CBC");
  for (const [name, der, code] of cases) assert.throws(() => open(der, alice), rejects(code), name);
});
