import { createRandom } from '../../random.ts';
import { defaultSize } from './image.ts';

const { width, height } = defaultSize;
/** Ridge distance in pixels: about 0.45 mm at 500 dpi. */
const period = 9;
const rounds = 7;
const reach = 7;

type Field = Float32Array;
const sample = (field: Field, x: number, y: number): number =>
  field[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;

/** Noise that changes over `cell` pixels, about -1…1. */
const smoothNoise = (random: () => number, cell: number): ((x: number, y: number) => number) => {
  const columns = Math.ceil(width / cell) + 2;
  const grid = Array.from({ length: columns * (Math.ceil(height / cell) + 2) }, () => 2 * random() - 1);
  const at = (column: number, row: number) => grid[row * columns + column] ?? 0;
  const ease = (t: number) => t * t * (3 - 2 * t);
  return (x, y) => {
    const column = Math.floor(x / cell);
    const row = Math.floor(y / cell);
    const u = ease(x / cell - column);
    const v = ease(y / cell - row);
    const top = at(column, row) * (1 - u) + at(column + 1, row) * u;
    return top * (1 - v) + (at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u) * v;
  };
};

/**
 * Direction of the ridges by the zero-pole model (Sherlock and Monro 1993): each core turns it by half the angle around
 * it, each delta turns it back. One core and one delta make a loop, two of each a whorl.
 */
const ridgeDirections = (random: () => number): Field => {
  const whorl = random() < 0.5;
  const x = width / 2 + 16 * (random() - 0.5);
  const y = height * 0.42;
  const side = random() < 0.5 ? -1 : 1;
  const cores = whorl
    ? [
        [x, y - 14],
        [x + 4 * side, y + 22],
      ]
    : [[x, y]];
  const deltas = whorl
    ? [
        [x - 92, y + 112],
        [x + 92, y + 118],
      ]
    : [[x + 86 * side, y + 104]];
  const wave = smoothNoise(random, 56);
  const directions = new Float32Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const around = ([px = 0, py = 0]: number[]) => Math.atan2(row - py, column - px);
      const turn = (points: number[][]) => points.reduce((sum, point) => sum + around(point), 0);
      directions[row * width + column] = 0.5 * (turn(cores) - turn(deltas)) + 0.12 * wave(column, row);
    }
  return directions;
};

/** Weights of a line filter from -reach to reach. */
const line = (weight: (k: number) => number): number[] =>
  Array.from({ length: 2 * reach + 1 }, (_, i) => weight(i - reach));
const bell = (k: number, sigma: number) => Math.exp(-(k * k) / (2 * sigma * sigma));
const alongRidge = line((k) => bell(k, 3));
const acrossRidge = line((k) => Math.cos((2 * Math.PI * k) / period) * bell(k, 3.2));

/** Each pixel from those on a line through it, in the direction that `dx`, `dy` give. */
const filterLine = (field: Field, weights: number[], dx: Field, dy: Field): Field => {
  const result = new Float32Array(field.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const stepX = dx[at] ?? 0;
      const stepY = dy[at] ?? 0;
      let sum = 0;
      for (let k = -reach; k <= reach; k++)
        sum += (weights[k + reach] ?? 0) * sample(field, Math.round(x + k * stepX), Math.round(y + k * stepY));
      result[at] = sum;
    }
  return result;
};

/** Ridges grown out of noise by filters that follow the directions; minutiae arise where rows of ridges do not fit. -1…1. */
const growRidges = (directions: Field, random: () => number): Field => {
  const cos = directions.map(Math.cos);
  const sin = directions.map(Math.sin);
  const minusSin = sin.map((value) => -value);
  let field = directions.map(() => 2 * random() - 1);
  for (let round = 0; round < rounds; round++) {
    const filtered = filterLine(filterLine(field, acrossRidge, minusSin, cos), alongRidge, cos, sin);
    field = filtered.map((value) => Math.tanh(value / 2.5));
  }
  return field;
};

/** How firmly the skin lies on the glass at a point: 1 in the middle, 0 outside an uneven oval. */
const contact = (x: number, y: number, edge: number): number => {
  const across = (x - width / 2) / (width * 0.44);
  const down = (y - height / 2) / (height * 0.47);
  const distance = Math.hypot(across, down) + 0.07 * edge;
  return Math.min(1, Math.max(0, (1 - distance) / 0.12));
};

/** The grey image (0 = ridge) of one finger on the simulated module; the same seed is the same finger. */
export const drawFingerprint = (seed: string): Uint8Array => {
  const random = createRandom(`finger ${seed}`);
  const ridges = growRidges(ridgeDirections(random), random);
  const edge = smoothNoise(random, 24);
  const pressure = smoothNoise(random, 70);
  const moisture = smoothNoise(random, 5);
  return Uint8Array.from(ridges, (ridge, at) => {
    const x = at % width;
    const y = Math.floor(at / width);
    const grain = 14 * (random() - 0.5);
    const skin =
      118 + 78 * Math.tanh(1.5 * (-ridge + 0.25 * pressure(x, y) + 0.3 * moisture(x, y))) + 12 * pressure(x, y);
    const share = contact(x, y, edge(x, y));
    return Math.min(255, Math.max(0, Math.round(share * skin + (1 - share) * 232 + grain)));
  });
};
