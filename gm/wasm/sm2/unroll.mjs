/**
 * Writes kernels.ts: the multiplications on which the SM2 engine stands, unrolled, and the curve's constants in limbs.
 *
 * A number is nine signed limbs of 29 bits, each in an i64: a = Σ aᵢ·2^(29i). What a kernel stores has |aᵢ| ≤ 2^28 below the
 * last limb: weight 1. An operand a - b then has weight 2, and so on. With Montgomery's R = 2^261, a kernel computes
 * Σ ±x·y / R + Σ ±z modulo p or n. It reads each limb of an operand before it writes that limb of `r`, which may be any of them.
 */
import { writeFileSync } from 'node:fs';

const limbs = 9;
const bits = 29;
const columns = 2 * limbs - 1;
const radix = 1n << BigInt(limbs * bits);
const indices = (count) => Array.from({ length: count }, (_, index) => index);

// GB/T 32918.5: sm2p256v1.
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const gx = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n;
const gy = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n;

const split = (value, width = bits) =>
  indices(limbs).map((i) => (value >> BigInt(i * width)) & ((1n << BigInt(width)) - 1n));

function inverse(value, modulus) {
  let [x, y, u, v] = [value % modulus, modulus, 1n, 0n];
  while (x > 0n) [x, y, u, v] = [y % x, x, v - (y / x) * u, u];
  return ((v % modulus) + modulus) % modulus;
}

/** Of a modulus m: itself, R, R² and R³ modulo m, itself in limbs of 30 bits and 1/m mod 2^30 for the inversion. */
const modulusConstants = (name, m) => ({
  [name]: split(m),
  [`${name}_R1`]: split(radix % m),
  [`${name}_R2`]: split(radix ** 2n % m),
  [`${name}_R3`]: split(radix ** 3n % m),
  [`${name}_30`]: [...split(m, 30), inverse(m, 1n << 30n)],
});

const fieldElement = (value) => split((value * radix) % p);
const constants = {
  ...modulusConstants('P', p),
  ...modulusConstants('N', n),
  ONE: split(1n),
  CURVE_B: fieldElement(b),
  THREE: fieldElement(3n),
  ALL_SIGNS: split((1n << 128n) - 1n), // proof.ts
  BASE: [...fieldElement(gx), ...fieldElement(gy)],
};

/** The columns Σ xᵢ·xⱼ, i + j = k, of factor·x². */
function square(x, factor, emit) {
  const once = x.map((limb) => (factor === 1 ? limb : emit(`${factor} * ${limb}`)));
  const twice = x.map((limb) => emit(`${2 * factor} * ${limb}`));
  return indices(columns).map((k) =>
    indices(limbs)
      .filter((i) => 2 * i <= k && k - i < limbs)
      .map((i) => `${2 * i === k ? once[i] : twice[i]} * ${x[k - i]}`),
  );
}

/**
 * The columns of x·y after Karatsuba, in three blocks of three limbs: xᵢyⱼ + xⱼyᵢ = (xᵢ - xⱼ)(yⱼ - yᵢ) + xᵢyᵢ + xⱼyⱼ, so that six
 * block products do instead of nine. What overflows on the way comes right in the sum, modulo 2^64.
 */
function product(x, y, emit) {
  const multiply = (u, v) =>
    indices(5).map((k) => {
      const pairs = indices(3).filter((i) => k - i >= 0 && k - i < 3);
      return emit(pairs.map((i) => `${u[i]} * ${v[k - i]}`).join(' + '));
    });
  const difference = (u, v) => u.map((limb, i) => emit(`${limb} - ${v[i]}`));
  const blocks = (z) => [z.slice(0, 3), z.slice(3, 6), z.slice(6)];
  const [x0, x1, x2] = blocks(x);
  const [y0, y1, y2] = blocks(y);
  const [p0, p1, p2] = [multiply(x0, y0), multiply(x1, y1), multiply(x2, y2)];
  const p01 = multiply(difference(x0, x1), difference(y1, y0));
  const p02 = multiply(difference(x0, x2), difference(y2, y0));
  const p12 = multiply(difference(x1, x2), difference(y2, y1));
  const p0p1 = p0.map((term, i) => emit(`${term} + ${p1[i]}`));
  const sums = [[p0], [p0p1, p01], [p0p1, p2, p02], [p1, p2, p12], [p2]];
  return indices(columns).map((k) =>
    sums.flatMap((terms, block) => terms.flatMap((term) => term[k - 3 * block] ?? [])),
  );
}

/**
 * Montgomery's reduction, column by column: mₖ clears the low bits of column k when mₖ·modulus is added.
 * p = (2^64 - 2^224)(1 - 2^32) - 1 ≡ -1 mod 2^29, so mₖ is column k itself and only shifts are left: with wₖ = mₖ - 2^3·mₖ₋₁
 * for the factor 1 - 2^32, 2^64 adds 2^6·wₖ two limbs up and 2^224 takes 2^21·wₖ away seven limbs up.
 */
const moduloP = {
  weight: 0.1,
  quotient: (k) => [
    `const m${k} = s${k} & MASK;`,
    k === 0 ? 'const w0 = m0;' : `const w${k} = m${k} - (m${k - 1} << 3);`,
    ...(k === limbs - 1 ? [`const w${limbs} = -(m${k} << 3);`] : []),
  ],
  terms: (k) => [
    ...(k >= 7 && k - 7 <= limbs ? [`- (w${k - 7} << 21)`] : []),
    ...(k >= 2 && k - 2 <= limbs ? [`+ (w${k - 2} << 6)`] : []),
  ],
  carry: (k) => `+ (s${k} >> ${bits})`,
};

const minusInverseN = (1n << BigInt(bits)) - inverse(n, 1n << BigInt(bits));
const moduloN = {
  weight: 4,
  quotient: (k) => [`const m${k} = (s${k} * ${minusInverseN}) & MASK;`],
  terms: (k) =>
    indices(limbs)
      .filter((i) => i < k && k - i < limbs)
      .map((i) => `+ m${i} * ${constants.N[k - i]}`),
  carry: (k) => `+ ((s${k} + m${k} * ${constants.N[0]}) >> ${bits})`,
};

/** An operand is a sum of arguments with their factors, e.g. { a: 1, b: -1 } for a - b. */
const weightOf = (operand) => Object.values(operand).reduce((sum, factor) => sum + Math.abs(factor), 0);
const join = (terms) => terms.join(' ').replace(/^\+ /, '');
const scaled = (factor, text) =>
  `${factor < 0 ? '-' : '+'} ${Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} * `}${text}`;

function kernel(name, { comment, products, plus = {}, modulus = moduloP }) {
  // Nine products of two operands of weight 1 stay below 9·2^56: fourteen times that, and what the reduction adds, fit an i64.
  const weight = products.reduce((sum, { x, y = x, times }) => sum + weightOf(x) * weightOf(y) * Math.abs(times), 0);
  if (weight + modulus.weight > 14) throw new Error(`${name} may overflow: weight ${weight}`);

  const lines = [];
  // Each value stands right before its first use: the fewer are alive at a time, the fewer leave the registers.
  const pending = new Map();
  const define = (variable, expression) => {
    for (const [used] of expression.matchAll(/\b[a-z]\d+\b/g)) {
      const needed = pending.get(used);
      pending.delete(used);
      if (needed) define(used, needed);
    }
    lines.push(`const ${variable} = ${expression};`);
  };
  let count = 0;
  const emit = (expression) => {
    const variable = `t${count++}`;
    pending.set(variable, expression);
    return variable;
  };
  const factors = new Set(products.flatMap(({ x, y = x }) => [...Object.keys(x), ...Object.keys(y)]));
  for (const arg of factors) for (const i of indices(limbs)) pending.set(`${arg}${i}`, `load<i64>(${arg}, ${8 * i})`);
  const limbsOf = (operand, factor = 1) =>
    indices(limbs).map((i) => {
      const terms = Object.entries(operand).map(([arg, times]) => scaled(times * factor, `${arg}${i}`));
      return terms.length === 1 && !terms[0].includes('*') ? join(terms) : emit(join(terms));
    });

  const sums = indices(columns).map(() => []);
  for (const { x, y, times } of products) {
    const size = Math.abs(times);
    const terms = y ? product(limbsOf(x, size), limbsOf(y), emit) : square(limbsOf(x), size, emit);
    for (const k of indices(columns)) sums[k].push(...terms[k].map((term) => scaled(Math.sign(times), term)));
  }
  for (const k of indices(limbs)) {
    define(`s${k}`, join([...sums[k], ...modulus.terms(k), ...(k === 0 ? [] : [modulus.carry(k - 1)])]));
    lines.push(...modulus.quotient(k));
  }
  if ([...pending.values()].some((value) => value.includes('load'))) throw new Error(`${name} reads after it wrote`);
  for (const i of indices(limbs)) {
    const k = i + limbs;
    const added = Object.entries(plus).map(([arg, factor]) => scaled(factor, `load<i64>(${arg}, ${8 * i})`));
    const carry = i === 0 ? modulus.carry(k - 1) : `+ q${k - 1}`;
    define(`s${k}`, join([...(sums[k] ?? []), ...modulus.terms(k), ...added, carry]));
    if (i === limbs - 1) lines.push(`store<i64>(r, s${k}, ${8 * i});`);
    else {
      define(`q${k}`, `(s${k} + HALF) >> ${bits}`);
      lines.push(`store<i64>(r, s${k} - (q${k} << ${bits}), ${8 * i});`);
    }
  }
  const parameters = ['r', ...new Set([...factors, ...Object.keys(plus)])].map((arg) => `${arg}: usize`).join(', ');
  return `/** ${comment} */\nexport function ${name}(${parameters}): void {\n  ${lines.join('\n  ')}\n}\n`;
}

const [a, bb, d] = [{ a: 1 }, { b: 1 }, { d: 1 }];
const kernels = {
  mul: { comment: 'a·b', products: [{ times: 1, x: a, y: bb }] },
  mul2: { comment: '2a·b', products: [{ times: 2, x: a, y: bb }] },
  mul4: { comment: '4a·b', products: [{ times: 4, x: a, y: bb }] },
  mulSub: { comment: 'a·b - c', products: [{ times: 1, x: a, y: bb }], plus: { c: -1 } },
  mulTripleDifference: { comment: '3(a - b)(a + b)', products: [{ times: 3, x: { a: 1, b: -1 }, y: { a: 1, b: 1 } }] },
  mulDifferenceSubMul: {
    comment: 'a(b - c) - d·e',
    products: [
      { times: 1, x: a, y: { b: 1, c: -1 } },
      { times: -1, x: d, y: { e: 1 } },
    ],
  },
  mulDifferenceSubSqr8: {
    comment: 'a(b - c) - 8d²',
    products: [
      { times: 1, x: a, y: { b: 1, c: -1 } },
      { times: -8, x: d },
    ],
  },
  sqr: { comment: 'a²', products: [{ times: 1, x: a }] },
  sqrSub2: { comment: 'a² - 2b', products: [{ times: 1, x: a }], plus: { b: -2 } },
  sqrSubSub2: { comment: 'a² - b - 2c', products: [{ times: 1, x: a }], plus: { b: -1, c: -2 } },
  mulModuloN: { comment: 'a·b modulo n', products: [{ times: 1, x: a, y: bb }], modulus: moduloN },
};

const header = `// Made by unroll.mjs, which says what it means.

const MASK: i64 = (1 << ${bits}) - 1;
const HALF: i64 = 1 << ${bits - 1};
`;
const data = Object.entries(constants).map(
  ([name, values]) => `export const ${name} = memory.data<i64>([${values.join(', ')}], 16);\n`,
);
const functions = Object.entries(kernels).map(([name, spec]) => kernel(name, spec));
writeFileSync(new URL('kernels.ts', import.meta.url), [header, data.join(''), ...functions].join('\n'));
