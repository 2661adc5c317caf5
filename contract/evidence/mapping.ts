import { type Static, Type } from 'typebox';

const Factor = Type.Number({ minimum: -4, maximum: 4 });

/**
 * Where the pen's place on a pad lies on the screen under its glass: [a, b, c, d, e, f] with x′ = a·x + b·y + c and
 * y′ = d·x + e·y + f, all of them fractions 0…1 of width and height, origin top left. Two flat things that lie on each
 * other differ by no more than such an affine map.
 */
export const Mapping = Type.Tuple([Factor, Factor, Factor, Factor, Factor, Factor]);
export type Mapping = Static<typeof Mapping>;

export type Spot = { x: number; y: number };

/** A place in fractions, mapped; a pad that was never calibrated lies exactly on its screen. */
export const mapSpot = ({ x, y }: Spot, mapping: Mapping | undefined): Spot => {
  if (!mapping) return { x, y };
  const [a, b, c, d, e, f] = mapping;
  return { x: a * x + b * y + c, y: d * x + e * y + f };
};

/** A place in a pad's counts, mapped and in counts again. */
export const mapCounts = ({ x, y }: Spot, pad: { maxX: number; maxY: number; mapping?: Mapping }): Spot => {
  if (!pad.mapping) return { x, y };
  const onScreen = mapSpot({ x: x / pad.maxX, y: y / pad.maxY }, pad.mapping);
  return { x: onScreen.x * pad.maxX, y: onScreen.y * pad.maxY };
};
