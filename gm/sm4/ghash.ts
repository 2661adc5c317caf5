/**
 * GHASH of NIST SP 800-38D §6.4 with a table of 256 multiples of H per key (Shoup's method, one byte at a time), in 32-bit
 * words. Bit 0 of a block is its most significant bit, so multiplying by x shifts right.
 */

const reductionPolynomial = 0xe1000000;

/** What the byte that a shift by eight drops contributes to the first word. */
const reduction = Int32Array.from({ length: 256 }, (_, byte) => {
  let word = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (byte & (1 << bit)) word ^= reductionPolynomial >>> (7 - bit);
  }
  return word;
});

/** 256 × 4 words: entry b is (the polynomial of byte b) · H. */
function multiplesOf(h: Uint8Array): Int32Array {
  const table = new Int32Array(1024);
  const view = new DataView(h.buffer, h.byteOffset);
  const current = [0, 4, 8, 12].map((offset) => view.getUint32(offset));
  for (let byte = 0x80; byte > 0; byte >>= 1) {
    table.set(current, byte * 4);
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = current;
    current[0] = (w0 >>> 1) ^ (w3 & 1 ? reductionPolynomial : 0);
    current[1] = (w1 >>> 1) | (w0 << 31);
    current[2] = (w2 >>> 1) | (w1 << 31);
    current[3] = (w3 >>> 1) | (w2 << 31);
  }
  for (let high = 2; high < 256; high <<= 1) {
    for (let low = 1; low < high; low++) {
      for (let word = 0; word < 4; word++) {
        table[(high + low) * 4 + word] = (table[high * 4 + word] ?? 0) ^ (table[low * 4 + word] ?? 0);
      }
    }
  }
  return table;
}

/** Returns a function that absorbs byte strings, each padded with zeros to whole blocks, and the state it leaves. */
export function createGhash(h: Uint8Array): { absorb(data: Uint8Array): void; digest(): Uint8Array } {
  const table = multiplesOf(h);
  const state = new Uint8Array(16);
  const stateWords = new DataView(state.buffer);

  function multiplyState() {
    let z0 = 0;
    let z1 = 0;
    let z2 = 0;
    let z3 = 0;
    for (let i = 15; i >= 0; i--) {
      const dropped = z3 & 0xff;
      const entry = (state[i] ?? 0) * 4;
      z3 = ((z3 >>> 8) | (z2 << 24)) ^ (table[entry + 3] ?? 0);
      z2 = ((z2 >>> 8) | (z1 << 24)) ^ (table[entry + 2] ?? 0);
      z1 = ((z1 >>> 8) | (z0 << 24)) ^ (table[entry + 1] ?? 0);
      z0 = (z0 >>> 8) ^ (reduction[dropped] ?? 0) ^ (table[entry] ?? 0);
    }
    stateWords.setInt32(0, z0);
    stateWords.setInt32(4, z1);
    stateWords.setInt32(8, z2);
    stateWords.setInt32(12, z3);
  }

  return {
    absorb(data) {
      for (let offset = 0; offset < data.length; offset += 16) {
        const end = Math.min(16, data.length - offset);
        for (let i = 0; i < end; i++) state[i] = (state[i] ?? 0) ^ (data[offset + i] ?? 0);
        multiplyState();
      }
    },
    digest: () => Uint8Array.from(state),
  };
}
