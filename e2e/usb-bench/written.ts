import { setTimeout as wait } from 'node:timers/promises';
import { type HidPadFamily, type Pad, type PadSample, sampleSignature } from '@bedsign/drivers';

type Simulated = ReturnType<HidPadFamily['models'][number]['simulate']>;

/** A real pad's pace, reports a second. */
const usualRate = 266;
/** The kernel keeps 64 reports for each reader; a guest whose processors stand still must not be told that it lost some. */
const mostAhead = 48;
const quietMs = 10_000;

/** What was written on a pad, as it left the simulator and as it came over USB. */
export type Comparison = { sent: number; received: number; equal: boolean; detail: string };

/** What of a sample both ways must agree in: the times are each way's own. */
const said = ({ x, y, pressure, tip }: PadSample): string => [x, y, pressure, tip].join();
/** Leaves stand apart: many pads never send one, and each side concludes it from silence on its own clock. */
const ofPen = (samples: PadSample[]): string[] => samples.filter(({ inRange }) => inRange).map(said);
const hasLeft = (samples: PadSample[]): boolean => samples.at(-1)?.inRange === false;

/** Where the two part for the first time. */
const firstDifference = (meant: string[], got: string[]): string => {
  const longer = meant.length > got.length ? meant : got;
  const at = longer.findIndex((_, i) => meant[i] !== got[i]);
  return at < 0 ? '' : `first difference at ${at}: ${meant[at] ?? 'nothing'} came as ${got[at] ?? 'nothing'}`;
};

/**
 * Writes on the pad and compares. `expected` is the same pad behind the simulator's own cable: one hand writes on both.
 * `write` may ask for room, which there is once the USB side has followed.
 */
export const compare = async (
  usb: Pad,
  expected: Pad,
  write: (room: () => Promise<void>) => Promise<void>,
): Promise<Comparison> => {
  const [got, meant]: [PadSample[], PadSample[]] = [[], []];
  let last = performance.now();
  const stops = [
    expected.onSample((sample) => meant.push(sample)),
    usb.onSample((sample) => {
      last = performance.now();
      got.push(sample);
    }),
  ];
  const until = async (done: () => boolean) => {
    last = performance.now();
    while (!done() && performance.now() - last < quietMs) await wait(5);
  };
  await write(() => until(() => meant.length - got.length < mostAhead));
  const whole = () => hasLeft(got) && hasLeft(meant) && ofPen(got).length >= ofPen(meant).length;
  await until(whole);
  // What would come twice comes now.
  await wait(200);
  for (const stop of stops) stop();
  const [received, sent] = [ofPen(got), ofPen(meant)];
  const detail = firstDifference(sent, received) || (whole() ? '' : 'the pen never left');
  return { sent: sent.length, received: received.length, equal: sent.length > 0 && detail === '', detail };
};

/** Writes signatures until `count` reports are sent, one signature if not told. */
export const writeSignature = async (
  simulated: Simulated,
  room: () => Promise<void>,
  { rate = usualRate, count }: { rate?: number; count?: number } = {},
): Promise<void> => {
  const signature = sampleSignature('王秀兰');
  const started = performance.now();
  for (let sent = 0; sent < (count ?? signature.length); sent++) {
    const early = (sent * 1000) / rate - (performance.now() - started);
    if (early > 1) await wait(early);
    await room();
    const { x, y, pressure, tip, inRange } = signature[sent % signature.length] as (typeof signature)[number];
    simulated.pen({ x: 0.2 + 0.6 * x, y: 0.3 + 0.4 * y, pressure, tip, inRange });
  }
};
