import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBits, encodeOid, encodeTlv, readAll, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { concat, toHex } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { opensslDecrypt } from '../judge/openssl.ts';
import { run, withFiles } from '../judge/run.ts';
import { sm2Encrypt } from '../sm2/encrypt.ts';
import { generateSm2KeyPair } from '../sm2/keys.ts';
import { sm4EcbEncrypt } from '../sm4/ecb.ts';
import { openSm2EnvelopedKey } from './open-sm2-enveloped-key.ts';
import { encodeSm2PrivateKey } from './pkcs8.ts';
import { sealSm2EnvelopedKey } from './seal-sm2-enveloped-key.ts';

const signing = generateSm2KeyPair();
const encryption = generateSm2KeyPair();
const rejects = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;

test('the key comes out for its holder alone, and OpenSSL finds it by the parts', async () => {
  const sealed = sealSm2EnvelopedKey(encryption.privateKey, signing.publicKey);
  const opened = openSm2EnvelopedKey(sealed, signing.privateKey);
  assert.equal(toHex(opened.privateKey), toHex(encryption.privateKey));
  assert.equal(toHex(opened.publicKey), toHex(encryption.publicKey));
  assert.throws(() => openSm2EnvelopedKey(sealed, encryption.privateKey), rejects('DECRYPTION_FAILED'));

  const [, cipher, , encrypted] = readAll(readSingle(sealed, tag.sequence).content);
  assert(cipher && encrypted);
  const { text } = await opensslDecrypt(cipher.raw, encodeSm2PrivateKey(signing.privateKey, signing.publicKey));
  const key = /^0000 - ([0-9a-f -]{47})/m.exec(text)?.[1]?.replace(/[ -]/g, '') ?? assert.fail(text);
  const plain = await withFiles([encrypted.content.subarray(1)], ([file = '']) =>
    run('sh', ['-c', `openssl enc -d -sm4-ecb -nopad -K ${key} -in ${file} | od -An -v -tx1`]),
  );
  assert.equal(plain.text.replace(/\s/g, ''), toHex(encryption.privateKey));
});

const key = new Uint8Array(16).fill(7);

/** An SM2EnvelopedKey put together by hand. */
const assembled = (
  secret: Uint8Array,
  { algorithm = oid.sm4Ecb as string, publicKey = encryption.publicKey, wrapped = key, more = new Uint8Array() } = {},
) =>
  encodeTlv(
    tag.sequence,
    encodeTlv(tag.sequence, encodeOid(algorithm)),
    sm2Encrypt(wrapped, signing.publicKey),
    encodeBits(publicKey),
    encodeBits(sm4EcbEncrypt(key, secret, 'none')),
    more,
  );

test('64 bytes with a zero half and the bare name of SM4 are read, as some centres write them', () => {
  const open = (der: Uint8Array) => toHex(openSm2EnvelopedKey(der, signing.privateKey).privateKey);
  assert.equal(open(assembled(concat(new Uint8Array(32), encryption.privateKey))), toHex(encryption.privateKey));
  assert.equal(open(assembled(encryption.privateKey, { algorithm: oid.sm4 })), toHex(encryption.privateKey));
});

const refused: [string, Uint8Array, GmErrorCode][] = [
  ['another public key', assembled(encryption.privateKey, { publicKey: signing.publicKey }), 'KEY_INVALID'],
  ['a private key of zero', assembled(new Uint8Array(32)), 'KEY_INVALID'],
  ['48 bytes', assembled(new Uint8Array(48)), 'DECRYPTION_FAILED'],
  [
    '64 bytes that are not zero at first',
    assembled(concat(encryption.privateKey, encryption.privateKey)),
    'DECRYPTION_FAILED',
  ],
  ['a key of 15 bytes', assembled(encryption.privateKey, { wrapped: key.subarray(1) }), 'DECRYPTION_FAILED'],
  ['another cipher', assembled(encryption.privateKey, { algorithm: oid.aes256Cbc }), 'ALGORITHM_UNSUPPORTED'],
  ['a fifth member', assembled(encryption.privateKey, { more: encodeBits(key) }), 'ASN1_MALFORMED'],
  ['a byte after', concat(assembled(encryption.privateKey), new Uint8Array(1)), 'ASN1_MALFORMED'],
  ['nothing', new Uint8Array(), 'ASN1_MALFORMED'],
];
for (const [name, der, code] of refused) {
  test(`refused: ${name}`, () => assert.throws(() => openSm2EnvelopedKey(der, signing.privateKey), rejects(code)));
}
