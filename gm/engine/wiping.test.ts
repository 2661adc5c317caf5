import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBigInt, toBigInt } from '../bytes.ts';
import { limbsOf } from '../judge/engine-memory.ts';
import { invert, modulo, sm2Curve } from '../judge/reference-curve.ts';
import { randomBytes } from '../random.ts';
import { sm2Decrypt, sm2Encrypt } from '../sm2/encrypt.ts';
import { generateSm2KeyPair, sm2PublicKey } from '../sm2/keys.ts';
import { sm2SignDigest } from '../sm2/sign.ts';
import { decodeSignature } from '../sm2/signature-der.ts';
import { runSm2 } from './sm2.ts';
import { areaLength, wasm } from './wasm.ts';

const { n } = sm2Curve;

/** Whether the engine's memory holds `trace` anywhere. */
function holds(trace: Uint8Array): boolean {
  const { bytes } = wasm();
  for (let at = bytes.indexOf(trace[0] ?? 0); at >= 0; at = bytes.indexOf(trace[0] ?? 0, at + 1)) {
    if (trace.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/** Every form in which the engine writes a scalar: big-endian bytes, words from the least, limbs. */
function tracesOf(value: bigint): Uint8Array[] {
  const bytes = fromBigInt(value, 32);
  const limbs = new DataView(new ArrayBuffer(72));
  limbsOf(value).forEach((limb, index) => {
    limbs.setBigInt64(8 * index, limb, true);
  });
  return [
    bytes.subarray(0, 16),
    bytes.subarray(16),
    bytes.toReversed().subarray(0, 16),
    new Uint8Array(limbs.buffer, 0, 24),
  ];
}

function assertClean(secrets: readonly bigint[]): void {
  const { bytes, area } = wasm();
  assert(
    bytes.subarray(area, area + areaLength).every((byte) => byte === 0),
    'the area',
  );
  for (const secret of secrets) for (const trace of tracesOf(secret)) assert(!holds(trace));
}

test('the traces are what the engine writes: without wiping they are found', () => {
  const { bytes, area, sm2MultiplyBase, sm2Wipe, wipe } = wasm();
  const d = toBigInt(generateSm2KeyPair().privateKey);
  bytes.set(fromBigInt(d, 32), area);
  assert(tracesOf(d).some(holds));
  sm2MultiplyBase(area, 0);
  assert(tracesOf(d).some(holds), 'in limbs');
  wipe(area, 64);
  sm2Wipe();
  assertClean([d]);
});

test('signing leaves neither key nor nonce nor what follows from them', () => {
  const { privateKey } = generateSm2KeyPair();
  const e = randomBytes(32);
  const raw = decodeSignature(sm2SignDigest(e, privateKey));
  const [r, s, d] = [raw.subarray(0, 32), raw.subarray(32), privateKey].map(toBigInt) as [bigint, bigint, bigint];
  const k = modulo(s * (1n + d) + r * d, n);
  const inverse = invert(1n + d, n);
  assertClean([d, d + 1n, n - d, k, n - k, modulo(k + r, n), inverse, modulo(inverse << 261n, n)]);
});

test('decryption leaves neither key nor shared point', () => {
  const { privateKey, publicKey } = generateSm2KeyPair();
  sm2Decrypt(sm2Encrypt(randomBytes(40), publicKey), privateKey);
  const shared = runSm2('sm2Multiply', [publicKey.subarray(1), privateKey], 64);
  assert(shared);
  assertClean([toBigInt(privateKey), toBigInt(shared.subarray(0, 32)), toBigInt(shared.subarray(32))]);
});

test('an operation that refuses or throws leaves nothing either', () => {
  const { privateKey } = generateSm2KeyPair();
  const d = toBigInt(privateKey);
  assert.equal(runSm2('sm2Multiply', [new Uint8Array(64), privateKey], 64), undefined);
  assertClean([d]);
  assert.throws(() => runSm2('sm2Multiply', [privateKey, new Uint8Array(64), new Uint8Array(2 ** 24)], 64));
  assertClean([d]);
  assert.equal(sm2PublicKey(privateKey).length, 65);
  assertClean([d]);
});
