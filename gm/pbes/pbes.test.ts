import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EncryptedData, EncryptedPrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { encodeInteger, encodeOid, encodeTlv, readAll, readSingle, type Tlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { concat, toHex } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { run, withFiles } from '../judge/run.ts';
import { decryptPrivateKey } from '../keys/decrypt-private-key.ts';
import { encryptPrivateKey } from '../keys/encrypt-private-key.ts';
import { fromPem } from '../keys/from-pem.ts';
import { generateSigningKey } from '../keys/generate-signing-key.ts';
import { toPem } from '../keys/to-pem.ts';
import { decodeParameters, encodeParameters } from './parameters.ts';
import { ciphers, type prfs } from './scheme.ts';

const keys = {
  sm2: (await generateSigningKey('sm2')).pkcs8,
  'ecdsa-p256': (await generateSigningKey('ecdsa-p256')).pkcs8,
};
const algorithms = ['sm2', 'ecdsa-p256'] as const;
const cipherNames = ['sm4-cbc', 'aes-256-cbc'] as const;
const password = '口令 pass';
const iterations = 3000;
const rejects = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;

for (const algorithm of algorithms) {
  for (const cipher of cipherNames) {
    test(`${algorithm} under ${cipher}: OpenSSL opens what we seal, and we what OpenSSL seals`, async () => {
      const pkcs8 = keys[algorithm];
      const sealed = await encryptPrivateKey(pkcs8, password, { prf: 'sha256', cipher, iterations });
      const opened = await withFiles([toPem('ENCRYPTED PRIVATE KEY', sealed)], ([file = '']) =>
        run('openssl', ['pkey', '-in', file, '-passin', `pass:${password}`]),
      );
      assert.deepEqual(fromPem(opened.text, 'PRIVATE KEY'), [pkcs8], opened.text);
      const theirs = await withFiles([toPem('PRIVATE KEY', pkcs8)], ([file = '']) => {
        const options = ['-v2', cipher, '-v2prf', 'hmacWithSHA256', '-iter', '2048', '-passout', `pass:${password}`];
        return run('openssl', ['pkcs8', '-topk8', '-in', file, ...options]);
      });
      const [der] = fromPem(theirs.text, 'ENCRYPTED PRIVATE KEY');
      assert(der, theirs.text);
      assert.deepEqual(await decryptPrivateKey(der, password), pkcs8);
      await assert.rejects(decryptPrivateKey(der, `${password} `), rejects('DECRYPTION_FAILED'));
    });
  }
}

/** OpenSSL 3.0 knows no name for HMAC-SM3 inside PKCS#8, but derives and decrypts with it when it is told the parts. */
async function opensslParts(
  direction: '-e' | '-d',
  algorithm: AlgorithmIdentifier,
  data: Uint8Array,
): Promise<Uint8Array> {
  const { salt, iv, iterations: count, cipher } = decodeParameters(algorithm);
  const { keyLength } = ciphers[cipher];
  const options = ['digest:SM3', `pass:${password}`, `hexsalt:${toHex(salt)}`, `iter:${count}`];
  const derived = await run('openssl', [
    'kdf',
    '-keylen',
    `${keyLength}`,
    ...options.flatMap((option) => ['-kdfopt', option]),
    'PBKDF2',
  ]);
  const key = derived.text.trim().replaceAll(':', '');
  assert.match(key, /^[0-9A-F]+$/, derived.text);
  const { text } = await withFiles([data], ([file = '']) =>
    run('openssl', ['enc', direction, `-${cipher}`, '-K', key, '-iv', toHex(iv), '-in', file, '-a', '-A']),
  );
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

for (const dialect of ['pbes2', 'gmt0091'] as const) {
  for (const cipher of cipherNames) {
    test(`HMAC-SM3 and ${cipher} in the names of ${dialect}: OpenSSL's PBKDF2 and cipher give the same`, async () => {
      const sealed = await encryptPrivateKey(keys.sm2, password, { dialect, prf: 'sm3', cipher, iterations });
      const { encryptionAlgorithm, encryptedData } = decode(sealed, EncryptedPrivateKeyInfo);
      assert.equal(encryptionAlgorithm.algorithm, dialect === 'pbes2' ? oid.pbes2 : '1.2.156.10197.6.1.4.1.5.2');
      const theirs = await opensslParts('-e', encryptionAlgorithm, keys.sm2);
      assert.equal(toHex(theirs), toHex(new Uint8Array(encryptedData.buffer)));
      assert.deepEqual(await decryptPrivateKey(sealed, password), keys.sm2);
    });
  }
}

test('without being told, SM2 keys are sealed with SM3 and SM4, the others with SHA-256 and AES', async () => {
  const usual = async (pkcs8: Uint8Array) => {
    const { encryptionAlgorithm } = decode(await encryptPrivateKey(pkcs8, password), EncryptedPrivateKeyInfo);
    const { prf, cipher, dialect, iterations: count } = decodeParameters(encryptionAlgorithm);
    return [dialect, prf, cipher, count];
  };
  assert.deepEqual(await usual(keys.sm2), ['pbes2', 'sm3', 'sm4-cbc', 600_000]);
  assert.deepEqual(await usual(keys['ecdsa-p256']), ['pbes2', 'sha256', 'aes-256-cbc', 600_000]);
});

test('each sealing has its own salt and IV, and changed bytes are noticed', async () => {
  const seal = () => encryptPrivateKey(keys.sm2, password, { iterations: 1 });
  const [one, two] = [await seal(), await seal()];
  assert.notDeepEqual(one, two);
  for (let at = one.length - 144; at < one.length; at += 16) {
    const changed = one.with(at, (one[at] ?? 0) ^ 1);
    await assert.rejects(decryptPrivateKey(changed, password), (error) => error instanceof GmError);
  }
  let wrong = 0;
  for (; wrong < 600; wrong++) await assert.rejects(decryptPrivateKey(one, `${wrong}`), rejects('DECRYPTION_FAILED'));
  assert.equal(wrong, 600); // some of them leave a right padding
});

test('what is not to be sealed is refused', async () => {
  for (const count of [0, -1, 1.5, 2_000_001]) {
    await assert.rejects(encryptPrivateKey(keys.sm2, password, { iterations: count }), rejects('ARGUMENT_INVALID'));
  }
  await assert.rejects(encryptPrivateKey(new Uint8Array(10), password), rejects('ASN1_MALFORMED'));
});

const octets = (bytes: Uint8Array) => encodeTlv(tag.octetString, bytes);
const sequence = (...members: Uint8Array[]) => encodeTlv(tag.sequence, ...members);
const integer = (value: number) => encodeInteger(BigInt(value));
const hmac = (type: string, ...more: Uint8Array[]) => sequence(encodeOid(type), ...more);
const null_ = new Uint8Array([5, 0]);
const salt = octets(new Uint8Array(8));
type Names = { scheme: string; kdf: string; cipher: string; iv: Uint8Array };
const scheme: Names = { scheme: oid.pbes2, kdf: oid.pbkdf2, cipher: oid.sm4Cbc, iv: octets(new Uint8Array(16)) };

/** EncryptedPrivateKeyInfo with these PBKDF2 parameters. */
function info(derivation: Uint8Array[], { scheme: type, kdf, cipher, iv } = scheme): Uint8Array {
  const parameters = sequence(sequence(encodeOid(kdf), sequence(...derivation)), sequence(encodeOid(cipher), iv));
  return sequence(sequence(encodeOid(type), parameters), octets(new Uint8Array(32)));
}

test('what other tools write is read', () => {
  const read = (der: Uint8Array) => decodeParameters(decode(der, EncryptedPrivateKeyInfo).encryptionAlgorithm);
  const sm3 = [oid.hmacSm3, oid.hmacWithSm3];
  for (const type of sm3) {
    assert.equal(read(info([salt, integer(1), hmac(type)])).prf, 'sm3');
    assert.equal(read(info([salt, integer(1), integer(16), hmac(type, null_)])).prf, 'sm3');
  }
  const gm = { ...scheme, scheme: oid.gmPbes, kdf: oid.gmPbkdf2, cipher: oid.gmPbeSm4Cbc };
  assert.deepEqual(
    [read(info([salt, integer(9)], gm)).prf, read(info([salt, integer(9)], gm)).cipher],
    ['sm3', 'sm4-cbc'],
  );
  const gmsm = { ...scheme, scheme: oid.gmsmPbes, kdf: oid.gmsmPbkdf2 };
  assert.equal(read(info([salt, integer(9), hmac(oid.hmacSm3, null_)], gmsm)).dialect, 'gmt0091');
});

test('other schemes are unsupported, other shapes malformed', async () => {
  const sm3 = hmac(oid.hmacSm3, null_);
  const cases: [string, Uint8Array, GmErrorCode?][] = [
    ['HMAC-SHA-1 by default', info([salt, integer(1)])],
    ['HMAC-SHA-512', info([salt, integer(1), hmac('1.2.840.113549.2.11', null_)])],
    ['a parameter of the HMAC', info([salt, integer(1), hmac(oid.hmacSm3, integer(1))])],
    ['two parameters of the HMAC', info([salt, integer(1), hmac(oid.hmacSm3, null_, null_)])],
    ['no iteration', info([salt, integer(0), sm3])],
    ['2 000 001 iterations', info([salt, integer(2_000_001), sm3])],
    ['iterations beyond all bounds', info([salt, encodeInteger(1n << 800n), sm3])],
    ['negative iterations', info([salt, encodeTlv(tag.integer, new Uint8Array([0x80])), sm3]), 'ASN1_MALFORMED'],
    ['a key of 32 bytes for SM4', info([salt, integer(1), integer(32), sm3])],
    ['four members', info([salt, integer(1), integer(16), sm3, sm3])],
    ['scrypt', info([salt, integer(1), sm3], { ...scheme, kdf: '1.3.6.1.4.1.11591.4.11' })],
    ['names of both dialects', info([salt, integer(1), sm3], { ...scheme, kdf: oid.gmPbkdf2 })],
    ['PBES1', info([salt, integer(1), sm3], { ...scheme, scheme: '1.2.840.113549.1.5.3' })],
    ['triple DES', info([salt, integer(1), sm3], { ...scheme, cipher: '1.2.840.113549.3.7' })],
    ['an IV of 8 bytes', info([salt, integer(1), sm3], { ...scheme, iv: salt })],
    ['no IV', info([salt, integer(1), sm3], { ...scheme, iv: new Uint8Array() }), 'ASN1_MALFORMED'],
    ['salt from elsewhere', info([hmac(oid.hmacSm3), integer(1), sm3]), 'ASN1_MALFORMED'],
    ['no parameters', sequence(sequence(encodeOid(oid.pbes2)), octets(new Uint8Array(16)))],
    ['byte after', concat(info([salt, integer(1), sm3]), new Uint8Array(1)), 'ASN1_MALFORMED'],
    ['half a block', shortened(info([salt, integer(1), sm3])), 'DECRYPTION_FAILED'],
  ];
  for (const [name, der, code = 'ALGORITHM_UNSUPPORTED'] of cases) {
    await assert.rejects(decryptPrivateKey(der, password), rejects(code), name);
  }
});

function shortened(der: Uint8Array): Uint8Array {
  const structure = decode(der, EncryptedPrivateKeyInfo);
  structure.encryptedData = new EncryptedData(toBuffer(new Uint8Array(40)));
  return encode(structure);
}

test('parameters are written as they are read', () => {
  const names: string[] = [];
  for (const dialect of ['pbes2', 'gmt0091'] as const) {
    for (const prf of ['sm3', 'sha256'] as const satisfies (keyof typeof prfs)[]) {
      const parameters = {
        dialect,
        prf,
        cipher: 'sm4-cbc',
        iterations: 70_000,
        salt: new Uint8Array(16),
        iv: new Uint8Array(16),
      } as const;
      const encoded = encodeParameters(parameters);
      assert.deepEqual(decodeParameters(encoded), parameters);
      names.push(...oidsOf(readSingle(new Uint8Array(encoded.parameters ?? new ArrayBuffer()), tag.sequence)));
    }
  }
  assert.equal(new Set(names).size, 5); // two of PBKDF2, two HMACs, one cipher
});

const oidsOf = (element: Tlv): string[] =>
  element.tag === tag.oid
    ? [toHex(element.raw)]
    : element.tag === tag.sequence
      ? readAll(element.content).flatMap(oidsOf)
      : [];
