/** Numbers from 0 to `below` - 1 in an order that the seed fixes (xorshift32), so that a failure can be had again. */
export type Random = (below: number) => number;

export function seededRandom(seed: number): Random {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
