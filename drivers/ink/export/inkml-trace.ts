import { DriverError } from '../../driver-error.ts';

const fail = (why: string): never => {
  throw new DriverError('PROTOCOL', `InkML trace: ${why}`);
};

/** How a channel's values are written: as they are, as differences, as differences of differences (InkML §3.2.1). */
type Order = 0 | 1 | 2;
const orderOf: Record<string, Order> = { '!': 0, "'": 1, '"': 2 };

type Channel = { order: Order; value: number; velocity: number; acceleration: number; begun: boolean };

const token = /\s*([!'"]?)(\*|T|F|-?(?:\d+(?:\.\d*)?|\.\d+))\s*/y;

const advance = (channel: Channel, prefix: string, text: string): number => {
  if (prefix) channel.order = orderOf[prefix] ?? 0;
  const { order, value, velocity, acceleration, begun } = channel;
  if ((text === '*' || order > 0) && !begun) fail('a difference before the first value');
  if ((text === 'T' || text === 'F') && order > 0) fail('a difference of a boolean');
  const given = text === 'T' ? 1 : text === 'F' ? 0 : Number(text);
  const step = text === '*' ? undefined : given;
  const next =
    order === 0
      ? (step ?? value)
      : order === 1
        ? value + (step ?? velocity)
        : value + velocity + (step ?? acceleration);
  if (!Number.isFinite(next)) fail('a value without end');
  channel.acceleration = begun ? next - value - velocity : 0;
  channel.velocity = begun ? next - value : 0;
  channel.value = next;
  channel.begun = true;
  return next;
};

/**
 * The points of one trace, each with `width` values; booleans are 1 and 0. Takes the prefixes for explicit values and
 * differences and the repetition `*`; a value that is not there (`?`), or a channel left out, is refused.
 */
export const readTrace = (text: string, width: number): number[][] => {
  const channels = Array.from(
    { length: width },
    (): Channel => ({ order: 0, value: 0, velocity: 0, acceleration: 0, begun: false }),
  );
  const points: number[][] = [];
  token.lastIndex = 0;
  for (;;) {
    const point: number[] = [];
    for (const channel of channels) {
      const found = token.exec(text);
      if (!found) return fail(`no value in point ${points.length}`);
      point.push(advance(channel, found[1] ?? '', found[2] ?? ''));
    }
    points.push(point);
    const at = token.lastIndex === 0 ? text.length : token.lastIndex;
    if (at >= text.length) return points;
    if (text[at] !== ',') return fail(`point ${points.length - 1} is too long`);
    token.lastIndex = at + 1;
  }
};
