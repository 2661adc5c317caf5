import { DriverError } from '../../driver-error.ts';
import type { InkRecord, InkSample, InkSurface } from './ink-record.ts';
import { decodeSdi, encodeSdi, type SdiChannel } from './sdi-codec.ts';

/** Ticks per second for T, the finest first: 16 bits of milliseconds end after a minute. */
const tickRates = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
const maxTicks = 0xffff;

const half = (max: number) => Math.floor(max / 2);
const channel = (name: SdiChannel['name'], attributes: Partial<SdiChannel>): SdiChannel => ({
  name,
  constant: false,
  linearRemoved: false,
  sampled: true,
  ...attributes,
});

/**
 * Handwriting as an ISO/IEC 19794-7:2007 full-format record with X, Y, T, F and S. The origin is the middle of the pad,
 * x grows to the right and y upwards; coordinates are the pad's counts, so that none is lost. T starts with the first
 * sample, in milliseconds or, beyond 65 seconds, in the finest unit that holds the whole. F is relative: no pad says
 * newtons, so it has its maximum and no scale. PROTOCOL when the pad's range is beyond 16 bits or the writing beyond 18 hours.
 */
export const toSignatureRecord = ({ surface, samples }: InkRecord): Uint8Array => {
  const { maxX, maxY, maxPressure, widthMm, heightMm } = surface;
  const start = samples[0]?.tMicros ?? 0;
  const seconds = samples.reduce((most, { tMicros }) => Math.max(most, tMicros - start), 0) / 1e6;
  const rate = tickRates.find((candidate) => Math.round(seconds * candidate) <= maxTicks);
  if (!rate) throw new DriverError('PROTOCOL', `handwriting of ${Math.round(seconds)} seconds`);
  return encodeSdi({
    channels: [
      channel('X', { scale: maxX / widthMm }),
      channel('Y', { scale: maxY / heightMm }),
      channel('T', { scale: rate }),
      channel('F', { max: maxPressure }),
      channel('S', {}),
    ],
    points: samples.map(({ x, y, tMicros, pressure, tip }) => [
      x - half(maxX),
      half(maxY) - y,
      Math.round(((tMicros - start) / 1e6) * rate),
      pressure,
      tip ? 1 : 0,
    ]),
    extended: new Uint8Array(),
  });
};

/** The samples of a record that `toSignatureRecord` made, on the same pad; their time starts at 0. The format has no "in range". */
export const fromSignatureRecord = (bytes: Uint8Array, surface: InkSurface): Omit<InkSample, 'inRange'>[] => {
  const { channels, points } = decodeSdi(bytes);
  const names = channels.map(({ name }) => name).join();
  const rate = channels[2]?.scale;
  if (names !== 'X,Y,T,F,S' || !rate) throw new DriverError('PROTOCOL', `signature record with channels ${names}`);
  return points.map(([x = 0, y = 0, t = 0, pressure = 0, tip]) => ({
    x: x + half(surface.maxX),
    y: half(surface.maxY) - y,
    pressure,
    tip: tip === 1,
    tMicros: Math.round((t / rate) * 1e6),
  }));
};
