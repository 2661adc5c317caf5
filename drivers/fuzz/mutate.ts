/** Numbers from 0 to `below` - 1 in an order that the seed fixes (xorshift32), so that a failure can be had again. */
export type Random = (below: number) => number;

export const seededRandom = (seed: number): Random => {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
};

/** Bytes at which counts, lengths and signs turn over. */
const edges = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];

type Mutation = (random: Random, bytes: Uint8Array, at: number) => Uint8Array;
const mutations: readonly Mutation[] = [
  (random, bytes, at) => bytes.with(at, random(256)),
  (random, bytes, at) => bytes.with(at, edges[random(edges.length)] ?? 0),
  (random, bytes, at) => bytes.with(at, (bytes[at] ?? 0) ^ (1 << random(8))),
  (_, bytes, at) => bytes.slice(0, at),
  (random, bytes, at) =>
    Uint8Array.of(
      ...bytes.subarray(0, at),
      ...Array.from({ length: 1 + random(4) }, () => random(256)),
      ...bytes.subarray(at),
    ),
  (random, bytes, at) => Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random(8))),
  (random, bytes, at) => Uint8Array.of(...bytes, ...bytes.subarray(at, at + 1 + random(16))),
];

/** A sample with one to four things wrong; one input in sixteen is noise. */
export const mutate = (random: Random, sample: Uint8Array): Uint8Array => {
  if (random(16) === 0) return Uint8Array.from({ length: random(80) }, () => random(256));
  let bytes = sample;
  for (let count = 1 + random(4); count > 0; count--) {
    const mutation = mutations[random(mutations.length)];
    if (mutation && bytes.length > 0) bytes = mutation(random, bytes, random(bytes.length));
  }
  return bytes;
};
