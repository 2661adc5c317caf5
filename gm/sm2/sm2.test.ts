import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeInteger, encodeTlv, tag } from '../asn1/der.ts';
import { ascii, concat, fromBigInt, fromHex, toBigInt, toHex } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { invert, multiply, sm2Curve } from '../judge/reference-curve.ts';
import { randomBytes } from '../random.ts';
import { sm2Decrypt, sm2DecryptRaw, sm2Encrypt, sm2EncryptRaw } from './encrypt.ts';
import { generateSm2KeyPair, sm2PublicKey } from './keys.ts';
import { knownKey, verifyDigest } from './known-keys.ts';
import { signerDigest, sm2MessageDigest } from './message-digest.ts';
import { sm2Sign, sm2SignDigest, sm2Signer } from './sign.ts';
import { decodeSignature, encodeSignature } from './signature-der.ts';
import { sm2Verify } from './verify.ts';

// GM/T 0003.5 (GB/T 32918.5), appendix A and C.
const d = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
const publicKey = fromHex(
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
);
const message = ascii('message digest');
const r = 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n;
const s = 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan;
const plaintext = ascii('encryption standard');
const published = {
  x: 0x04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73n,
  y: 0xe858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0n,
  hash: fromHex('59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766'),
  text: fromHex('21886ca989ca9c7d58087307ca93092d651efa'),
};

const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const der = (...members: Uint8Array[]) => encodeTlv(tag.sequence, ...members);
const derOf = (first: bigint, second: bigint) => der(encodeInteger(first), encodeInteger(second));

const refuses = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;

const cipher = ({ x, y, hash, text }: typeof published) =>
  encodeTlv(
    tag.sequence,
    encodeInteger(x),
    encodeInteger(y),
    encodeTlv(tag.octetString, hash),
    encodeTlv(tag.octetString, text),
  );

test('the published Z, e, public key and signature', () => {
  assert.equal(toHex(signerDigest(publicKey)), 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3');
  assert.equal(
    toHex(sm2MessageDigest(message, publicKey)),
    'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  );
  assert.deepEqual(sm2PublicKey(d), publicKey);
  assert(sm2Verify(message, derOf(r, s), publicKey));
});

test('the published ciphertext decrypts', () => {
  assert.deepEqual(sm2Decrypt(cipher(published), d), plaintext);
});

const valid = derOf(r, s);
const offCurve = Uint8Array.from(publicKey).fill(publicKey[64] === 0x13 ? 0x14 : 0x13, 64);
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;

/** In the manner of Project Wycheproof. */
const badSignatures: [string, Uint8Array][] = [
  ['r = 0', derOf(0n, s)],
  ['s = 0', derOf(r, 0n)],
  ['r = n', derOf(n, s)],
  ['s = n', derOf(r, n)],
  ['r + n', derOf(r + n, s)],
  ['s + n', derOf(r, s + n)],
  ['n - s', derOf(r, n - s)],
  ['r + s = n', derOf(r, n - r)],
  ['r and s swapped', derOf(s, r)],
  ['one bit of s', derOf(r, s ^ 1n)],
  ['1, 1', derOf(1n, 1n)],
  ['r beyond 256 bits', derOf(1n << 300n, s)],
  ['empty', new Uint8Array()],
  ['r‖s without DER', concat(fromBigInt(r, 32), fromBigInt(s, 32))],
  ['byte after the sequence', concat(valid, new Uint8Array(1))],
  ['third integer', der(encodeInteger(r), encodeInteger(s), encodeInteger(1n))],
  ['s missing', der(encodeInteger(r))],
  ['r with a needless zero', der(encodeTlv(2, new Uint8Array(2), fromBigInt(r, 32)), encodeInteger(s))],
  ['r negative', der(encodeTlv(2, fromBigInt(r, 32)), encodeInteger(s))],
  ['r of no bytes', der(encodeTlv(2), encodeInteger(s))],
  ['r as octet string', der(encodeTlv(4, fromBigInt(r, 32)), encodeInteger(s))],
  ['a set', encodeTlv(tag.set, encodeInteger(r), encodeInteger(s))],
  ['long form length', concat(new Uint8Array([0x30, 0x81]), valid.subarray(1))],
  ['indefinite length', concat(new Uint8Array([0x30, 0x80]), valid.subarray(2), new Uint8Array(2))],
  ['cut', valid.subarray(0, valid.length - 1)],
];
for (const [name, signature] of badSignatures) {
  test(`refuses a signature: ${name}`, () => assert.equal(sm2Verify(message, signature, publicKey), false));
}

const badPublicKeys: [string, Uint8Array][] = [
  ['off the curve', offCurve],
  ['all zero', concat(new Uint8Array([4]), new Uint8Array(64))],
  ['the point at infinity', new Uint8Array(1)],
  ['compressed', concat(new Uint8Array([3]), publicKey.subarray(1, 33))],
  ['hybrid', concat(new Uint8Array([7]), publicKey.subarray(1))],
  ['x + p', concat(new Uint8Array([4]), fromBigInt(p, 32), publicKey.subarray(33))],
  ['short', publicKey.subarray(0, 64)],
];
for (const [name, key] of badPublicKeys) {
  test(`refuses a public key: ${name}`, () => {
    assert.equal(sm2Verify(message, valid, key), false);
    assert.throws(() => sm2MessageDigest(message, key), refuses('KEY_INVALID'));
    assert.throws(() => sm2Encrypt(plaintext, key), refuses('KEY_INVALID'));
  });
}

for (const [name, key] of [
  ['zero', new Uint8Array(32)],
  ['n - 1', fromBigInt(n - 1n, 32)],
  ['short', new Uint8Array(31).fill(1)],
] as const) {
  test(`refuses a private key: ${name}`, () => {
    assert.throws(() => sm2Sign(message, key), refuses('KEY_INVALID'));
    assert.throws(() => sm2SignDigest(new Uint8Array(32), key), refuses('KEY_INVALID'));
    assert.throws(() => sm2Decrypt(cipher(published), key), refuses('KEY_INVALID'));
  });
}

test('encrypts to what decrypts, at lengths around the blocks of the key derivation', () => {
  const pair = generateSm2KeyPair();
  for (const length of [1, 16, 31, 32, 33, 64, 65]) {
    const text = randomBytes(length);
    assert.deepEqual(sm2Decrypt(sm2Encrypt(text, pair.publicKey), pair.privateKey), text);
  }
  assert.throws(() => sm2Encrypt(new Uint8Array(), pair.publicKey), refuses('ARGUMENT_INVALID'));
});

const badCiphers: [string, Uint8Array, GmErrorCode][] = [
  ['C1 off the curve', cipher({ ...published, y: published.y ^ 1n }), 'DECRYPTION_FAILED'],
  ['C1 = (0, 0)', cipher({ ...published, x: 0n, y: 0n }), 'DECRYPTION_FAILED'],
  ['-C1', cipher({ ...published, y: p - published.y }), 'DECRYPTION_FAILED'],
  ['y + p', cipher({ ...published, y: published.y + p }), 'ASN1_MALFORMED'],
  ['changed hash', cipher({ ...published, hash: new Uint8Array(32) }), 'DECRYPTION_FAILED'],
  ['short hash', cipher({ ...published, hash: new Uint8Array(31) }), 'ASN1_MALFORMED'],
  ['changed text', cipher({ ...published, text: Uint8Array.from(published.text).fill(0, 3, 4) }), 'DECRYPTION_FAILED'],
  ['empty text', cipher({ ...published, text: new Uint8Array() }), 'DECRYPTION_FAILED'],
  ['byte after', concat(cipher(published), new Uint8Array(1)), 'ASN1_MALFORMED'],
  ['raw C1C3C2', concat(publicKey, published.hash, published.text), 'ASN1_MALFORMED'],
];
for (const [name, bytes, code] of badCiphers) {
  test(`refuses a ciphertext: ${name}`, () => assert.throws(() => sm2Decrypt(bytes, d), refuses(code)));
}

test('another key does not decrypt', () => {
  const stranger = generateSm2KeyPair().privateKey;
  assert.throws(() => sm2Decrypt(cipher(published), stranger), refuses('DECRYPTION_FAILED'));
});

test('signatures have their one encoding, whatever zero or high bits begin r and s', () => {
  for (const first of [1n, 0x7fn, 0x80n, 0xffn, 0x100n, 1n << 247n, 1n << 248n, 1n << 254n, 1n << 255n, n - 1n]) {
    const raw = concat(fromBigInt(first, 32), fromBigInt(n - first, 32));
    assert.deepEqual(encodeSignature(raw), derOf(first, n - first));
    assert.deepEqual(decodeSignature(derOf(first, n - first)), raw);
  }
});

test('no bit of a signature, of its encoding or of the key may change', () => {
  const { privateKey, publicKey: key } = generateSm2KeyPair();
  const signature = sm2Sign(message, privateKey);
  for (const [bytes, check] of [
    [signature, (changed: Uint8Array) => sm2Verify(message, changed, key)],
    [message, (changed: Uint8Array) => sm2Verify(changed, signature, key)],
    [key, (changed: Uint8Array) => sm2Verify(message, signature, changed)],
  ] as const) {
    assert(check(bytes));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const byte = bytes[bit >> 3] ?? 0;
      assert(!check(bytes.with(bit >> 3, byte ^ (1 << (bit & 7)))), `bit ${bit}`);
    }
  }
});

test('a key that is used often verifies the same: what holds, and nothing else', () => {
  // Beyond the sixteen places for tables, and beyond what it takes to get one.
  const signers = Array.from({ length: 20 }, () => {
    const pair = generateSm2KeyPair();
    return { ...pair, sign: sm2Signer(pair.privateKey, pair.publicKey) };
  });
  for (let round = 0; round < 40; round++) {
    for (const [index, { sign, publicKey: key }] of signers.entries()) {
      const text = randomBytes(1 + round);
      const signature = sign(text);
      assert(sm2Verify(text, signature, key));
      const stranger = signers[(index + 1) % signers.length]?.publicKey ?? key;
      assert(!sm2Verify(text, signature, stranger));
      const [first, second] = [decodeSignature(signature).subarray(0, 32), decodeSignature(signature).subarray(32)];
      assert(!sm2Verify(text, derOf(toBigInt(second), toBigInt(first)), key));
      assert(!sm2Verify(text.with(0, (text[0] ?? 0) ^ 1), signature, key));
    }
  }
  for (const [name, signature] of badSignatures) {
    for (let round = 0; round < 20; round++) assert(sm2Verify(message, valid, publicKey));
    assert(!sm2Verify(message, signature, publicKey), name);
  }
});

test('messages longer than the engine takes at once', () => {
  const { privateKey, publicKey: key } = generateSm2KeyPair();
  for (const length of [0, 65_535, 65_536, 300_000]) {
    const text = new Uint8Array(length).fill(7);
    assert(sm2Verify(text, sm2Sign(text, privateKey), key));
  }
});

test('the published ciphertext in its raw forms', () => {
  const { x, y, hash, text } = published;
  const c1 = concat(new Uint8Array([4]), fromBigInt(x, 32), fromBigInt(y, 32));
  assert.deepEqual(sm2DecryptRaw(concat(c1, hash, text), d), plaintext);
  assert.deepEqual(sm2DecryptRaw(concat(c1, text, hash), d, 'C1C2C3'), plaintext);
  assert.deepEqual(sm2DecryptRaw(sm2EncryptRaw(plaintext, publicKey), d), plaintext);
  const failures: [Uint8Array, GmErrorCode][] = [
    [concat(c1, text, hash), 'DECRYPTION_FAILED'],
    [concat(c1, hash), 'DECRYPTION_FAILED'],
    [concat(c1, hash).subarray(0, 96), 'ASN1_MALFORMED'],
    [concat(c1.subarray(1), hash, text), 'DECRYPTION_FAILED'], // this x happens to begin with 04 too
    [concat(new Uint8Array([6]), c1.subarray(1), hash, text), 'ASN1_MALFORMED'],
    [new Uint8Array(), 'ASN1_MALFORMED'],
    [cipher(published), 'ASN1_MALFORMED'],
  ];
  for (const [bytes, code] of failures) assert.throws(() => sm2DecryptRaw(bytes, d), refuses(code));
});

test('keys by which sG and tP meet on the way: small multiples of G and their opposites', () => {
  for (const value of [1n, 2n, 3n, 5n, 7n, 15n, 16n, 31n, 127n, 1n << 126n, n - 2n, n - 3n, n - 4n, n - 128n]) {
    const privateKey = fromBigInt(value, 32);
    const key = sm2PublicKey(privateKey);
    // Before and after the key gets its tables.
    for (let round = 0; round < 40; round++) {
      const text = randomBytes(20);
      const signature = sm2Sign(text, privateKey);
      assert(sm2Verify(text, signature, key), `${value}`);
      assert(!sm2Verify(text.with(0, (text[0] ?? 0) ^ 1), signature, key), `${value}`);
    }
  }
});

test('signatures made so that sG = ±tP, where the sum is 2sG or O', () => {
  // With P = dG and t = r + s: s = ±t·d. For +: r = s/d - s, so that s and d fix r, and e = r - x(2sG).
  const d0 = 0x1234567890abcdefn;
  const key = sm2PublicKey(fromBigInt(d0, 32));
  const modulo = (value: bigint) => ((value % n) + n) % n;
  const inverse = invert(d0, n);
  for (const s0 of [5n, 127n, 128n, 1n << 200n, n - 1n]) {
    const double = multiply(sm2Curve, 2n * s0, sm2Curve.g);
    assert(double !== 'infinity');
    const r0 = modulo(s0 * inverse - s0);
    const raw = concat(fromBigInt(r0, 32), fromBigInt(s0, 32));
    const e = fromBigInt(modulo(r0 - double.x), 32);
    const known = knownKey(key);
    for (let round = 0; round < 40; round++) assert(verifyDigest(known, e, raw), `${s0}`);
    assert(!verifyDigest(known, fromBigInt(modulo(r0 - double.x + 1n), 32), raw));
    // For -: sG + tP = O has no x, whatever e is.
    const opposite = modulo(-s0 * inverse - s0);
    for (const digest of [0n, opposite, modulo(opposite - double.x)]) {
      const bad = concat(fromBigInt(opposite, 32), fromBigInt(s0, 32));
      assert(!verifyDigest(known, fromBigInt(digest, 32), bad));
    }
  }
});
