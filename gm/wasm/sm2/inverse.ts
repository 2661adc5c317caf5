/**
 * Inversion in constant time after Bernstein and Yang, "Fast constant-time gcd computation and modular inversion" (TCHES
 * 2019/3), with the variant that starts at δ = 1/2: 590 division steps suffice for moduli of 256 bits
 * (github.com/sipa/safegcd-bounds). Twenty rounds of thirty steps, each a matrix from the lowest bits, applied to all limbs.
 *
 * Here numbers have nine signed limbs of 30 bits.
 */
import { copy, NUMBER } from './limbs';
import { INVERSION } from './scratch';

const MASK: i64 = (1 << 30) - 1;
const ROUNDS = 20;

const d = INVERSION;
const e = d + NUMBER;
const f = e + NUMBER;
const g = f + NUMBER;
const matrix = g + NUMBER;

/** Thirty division steps on the low limbs; writes the matrix u, v, q, r, scaled by 2^30, and returns the next ζ = -(δ + 1/2). */
function steps(zeta: i64): i64 {
  let x = load<i64>(f);
  let y = load<i64>(g);
  let u: i64 = 1;
  let v: i64 = 0;
  let q: i64 = 0;
  let r: i64 = 1;
  for (let i = 0; i < 30; i++) {
    const negative = zeta >> 63;
    const odd = -(y & 1);
    y += ((x ^ negative) - negative) & odd;
    q += ((u ^ negative) - negative) & odd;
    r += ((v ^ negative) - negative) & odd;
    const swap = negative & odd;
    zeta = (zeta ^ swap) - 1;
    x += y & swap;
    u += q & swap;
    v += r & swap;
    y >>= 1;
    u <<= 1;
    v <<= 1;
  }
  store<i64>(matrix, u);
  store<i64>(matrix, v, 8);
  store<i64>(matrix, q, 16);
  store<i64>(matrix, r, 24);
  return zeta;
}

/** (f, g) := matrix · (f, g) / 2^30, exactly. */
function applyToFG(): void {
  const u = load<i64>(matrix);
  const v = load<i64>(matrix, 8);
  const q = load<i64>(matrix, 16);
  const r = load<i64>(matrix, 24);
  let cf = (u * load<i64>(f) + v * load<i64>(g)) >> 30;
  let cg = (q * load<i64>(f) + r * load<i64>(g)) >> 30;
  for (let i: usize = 8; i < NUMBER; i += 8) {
    const x = load<i64>(f + i);
    const y = load<i64>(g + i);
    cf += u * x + v * y;
    cg += q * x + r * y;
    store<i64>(f + i - 8, cf & MASK);
    store<i64>(g + i - 8, cg & MASK);
    cf >>= 30;
    cg >>= 30;
  }
  store<i64>(f, cf, 64);
  store<i64>(g, cg, 64);
}

/** (d, e) := matrix · (d, e) / 2^30 modulo m, both staying in (-2m, m). */
function applyToDE(m: usize): void {
  const u = load<i64>(matrix);
  const v = load<i64>(matrix, 8);
  const q = load<i64>(matrix, 16);
  const r = load<i64>(matrix, 24);
  const inverse = load<i64>(m, NUMBER);
  const negativeD = load<i64>(d, 64) >> 63;
  const negativeE = load<i64>(e, 64) >> 63;
  let cd = u * load<i64>(d) + v * load<i64>(e);
  let ce = q * load<i64>(d) + r * load<i64>(e);
  let md = (u & negativeD) + (v & negativeE);
  let me = (q & negativeD) + (r & negativeE);
  md -= (inverse * (cd & MASK) + md) & MASK;
  me -= (inverse * (ce & MASK) + me) & MASK;
  cd = (cd + load<i64>(m) * md) >> 30;
  ce = (ce + load<i64>(m) * me) >> 30;
  for (let i: usize = 8; i < NUMBER; i += 8) {
    const x = load<i64>(d + i);
    const y = load<i64>(e + i);
    cd += u * x + v * y + load<i64>(m + i) * md;
    ce += q * x + r * y + load<i64>(m + i) * me;
    store<i64>(d + i - 8, cd & MASK);
    store<i64>(e + i - 8, ce & MASK);
    cd >>= 30;
    ce >>= 30;
  }
  store<i64>(d, cd, 64);
  store<i64>(e, ce, 64);
}

/** d := ±d, plus m if that is negative; carried. */
function settle(sign: i64, m: usize): void {
  for (let pass = 0; pass < 2; pass++) {
    const negative = load<i64>(d, 64) >> 63;
    const turn = sign & -i64(pass === 0);
    let carry: i64 = 0;
    for (let i: usize = 0; i < NUMBER; i += 8) {
      carry += ((load<i64>(d + i) + (load<i64>(m + i) & negative)) ^ turn) - turn;
      store<i64>(d + i, i < 64 ? carry & MASK : carry);
      carry >>= 30;
    }
  }
}

/** Nine limbs of 29 bits, none negative, to nine of 30 and back: bits move down, resp. up, by one more each limb. */
function widen(r: usize, a: usize): void {
  for (let i: i64 = 0; i < 9; i++) {
    const at = a + (<usize>i << 3);
    const next = i < 8 ? load<i64>(at, 8) : 0;
    store<i64>(r + (<usize>i << 3), ((load<i64>(at) >> i) | (next << (29 - i))) & MASK);
  }
}

function narrow(r: usize, a: usize): void {
  let above: i64 = 0;
  for (let i: i64 = 0; i < 9; i++) {
    const limb = load<i64>(a + (<usize>i << 3));
    store<i64>(r + (<usize>i << 3), ((limb << i) | above) & (MASK >> 1));
    above = limb >> (29 - i);
  }
}

/** r = 1/a modulo m, and 0 for 0; a in [0, m). `m` is a modulus in limbs of 30 bits with its inverse modulo 2^30. */
export function invert(r: usize, a: usize, m: usize): void {
  memory.fill(d, 0, 2 * NUMBER);
  store<i64>(e, 1);
  copy(f, m);
  widen(g, a);
  let zeta: i64 = -1;
  for (let round = 0; round < ROUNDS; round++) {
    zeta = steps(zeta);
    applyToDE(m);
    applyToFG();
  }
  settle(load<i64>(f, 64) >> 63, m); // f is ±1 now, and d·a = f modulo m
  narrow(r, d);
}
