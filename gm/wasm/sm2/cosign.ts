/**
 * Two-party SM2: (1 + d)⁻¹ = d₁·d₂ where the client holds d₁ and the server d₂, and P = d₂⁻¹P₁ - G for P₁ = d₁⁻¹G. Who computes
 * what when, and why, stands in gm/cosign. All scalars here are secret; so are the points of a decryption.
 */
import { sm3Whole } from '../sm3';
import { addBaseMultiple, multiplyBase } from './comb';
import { fieldToNumber } from './field';
import { BASE, N } from './kernels';
import { isNought, normalise, NUMBER, toBytes } from './limbs';
import { multiply } from './multiply';
import { ANSWER, COMMITMENT, nonce, NONCE_KEY, prepareNonces, PROOF } from './nonce';
import { addAny, fromAffine, negatePoint, pointFromBytes, pointToBytes, toAffine } from './point';
import { scalarAdd, scalarFromBytes, scalarInvert, scalarMultiply, scalarSubtract } from './scalar';
import { challenge } from './proof';
import { OPERANDS, POINT } from './scratch';

const share = OPERANDS;
const k = share + NUMBER;
const other = k + NUMBER;
const r = other + NUMBER;
const s = r + NUMBER;
const point = s + NUMBER;
const second = point + POINT;
const noncesKey = second + POINT;
const hashed = noncesKey + NONCE_KEY;

/** point = 1/d · P, for P ‖ d at `io`. */
function multiplyInverse(io: usize): bool {
  if (!pointFromBytes(point, io) || !scalarFromBytes(share, io + 64)) return false;
  scalarInvert(share, share);
  multiply(point, share, point);
  toAffine(point, point);
  return true;
}

/** Writes point + `second`; false if that is O. */
function writeSum(io: usize): bool {
  fromAffine(point, point);
  fromAffine(second, second);
  addAny(point, point, second);
  const finite = toAffine(point, point);
  pointToBytes(io, point);
  return finite !== 0;
}

/** P ‖ d → d⁻¹P. */
export function sm2MultiplyInverse(io: usize): bool {
  if (!multiplyInverse(io)) return false;
  pointToBytes(io, point);
  return true;
}

/** d → d⁻¹G. */
export function sm2SharePoint(io: usize): bool {
  if (!scalarFromBytes(share, io)) return false;
  scalarInvert(share, share);
  multiplyBase(point, share);
  toAffine(point, point);
  pointToBytes(io, point);
  return true;
}

/** P₁ ‖ d₂, or P₂ ‖ d₁ → P = d₂⁻¹P₁ - G = d₁⁻¹P₂ - G. */
export function sm2JointKey(io: usize): bool {
  if (!multiplyInverse(io)) return false;
  memory.copy(second, BASE, 2 * NUMBER);
  negatePoint(second);
  return writeSum(io);
}

/** A ‖ B → A - B. */
export function sm2Subtract(io: usize): bool {
  if (!pointFromBytes(point, io) || !pointFromBytes(second, io + 64)) return false;
  negatePoint(second);
  return writeSum(io);
}

/** a ‖ b → a·b. */
export function sm2MultiplyScalars(io: usize): bool {
  if (!scalarFromBytes(share, io) || !scalarFromBytes(other, io + 32)) return false;
  scalarMultiply(share, share, other);
  toBytes(io, share);
  return true;
}

/** a → 1/a. */
export function sm2InvertScalar(io: usize): bool {
  if (!scalarFromBytes(share, io)) return false;
  scalarInvert(share, share);
  toBytes(io, share);
  return true;
}

/** d ‖ random ‖ context → R ‖ z: Schnorr's proof that d⁻¹ is known under d⁻¹G; R = aG, z = a + c·d⁻¹ (proof.ts). */
export function sm2Prove(io: usize): bool {
  if (!scalarFromBytes(share, io)) return false;
  prepareNonces(noncesKey, io);
  nonce(k, noncesKey, io + 32, PROOF);
  multiplyBase(point, k);
  toAffine(point, point);
  memory.copy(hashed, io + 64, 32);
  pointToBytes(hashed + 32, point);
  challenge(other, hashed);
  scalarInvert(share, share);
  scalarMultiply(share, share, other);
  scalarAdd(share, share, k);
  pointToBytes(io, point);
  toBytes(io + 64, share);
  return true;
}

/** d₁ ‖ random ‖ e → k₁ ‖ Q₁ = k₁G. */
export function sm2Commit(io: usize): bool {
  if (!scalarFromBytes(share, io)) return false;
  prepareNonces(noncesKey, io);
  nonce(k, noncesKey, io + 32, COMMITMENT);
  multiplyBase(point, k);
  toAffine(point, point);
  toBytes(io, k);
  pointToBytes(io + 32, point);
  return true;
}

/**
 * d₂ ‖ random ‖ context ‖ e ‖ Q₁ → r ‖ s₂ ‖ s₃: (x₁, ·) = k₃Q₁ + k₂G, r = e + x₁, s₂ = d₂k₃, s₃ = d₂(r + k₂). The context is a
 * digest of e and Q₁ too, so that without randomness two requests still have nonces of their own.
 */
export function sm2Answer(io: usize): bool {
  if (!scalarFromBytes(share, io) || !pointFromBytes(second, io + 128)) return false;
  prepareNonces(noncesKey, io);
  let count = ANSWER;
  let usable: i64;
  do {
    count = nonce(k, noncesKey, io + 32, count); // k₂
    count = nonce(other, noncesKey, io + 32, count); // k₃
    answerPoint();
    usable = toAffine(point, point);
    fieldToNumber(r, point);
    normalise(r, N);
    scalarFromBytes(s, io + 96);
    scalarAdd(r, r, s);
    scalarAdd(s, r, k);
  } while (!(usable & ~isNought(r) & ~isNought(s)));
  scalarMultiply(s, s, share);
  scalarMultiply(other, other, share);
  toBytes(io, r);
  toBytes(io + 32, other);
  toBytes(io + 64, s);
  return true;
}

/** point = k₃Q₁ + k₂G; Q₁ stays in `second`. */
function answerPoint(): void {
  multiply(point, other, second);
  addBaseMultiple(point, k);
}

/** d₁ ‖ k₁ ‖ r ‖ s₂ ‖ s₃ → r ‖ s, s = d₁(k₁s₂ + s₃) - r. Refuses s₂ = 0, s = 0 and s = n - r. */
export function sm2Finish(io: usize): bool {
  let proper = scalarFromBytes(share, io) & scalarFromBytes(k, io + 32);
  proper &= scalarFromBytes(r, io + 64) & scalarFromBytes(s, io + 96) & scalarFromBytes(other, io + 128);
  scalarMultiply(s, s, k);
  scalarAdd(s, s, other);
  scalarMultiply(s, s, share);
  proper &= ~isNought(s); // s + r
  scalarSubtract(s, s, r);
  proper &= ~isNought(s);
  toBytes(io, r);
  toBytes(io + 32, s);
  return proper !== 0;
}
