import { type EvidenceBundle, isTip, onScreen, sampleFlag } from '@bedsign/contract';
import { colours, drawInk } from '../sealing/index.ts';

type Field = EvidenceBundle['fields'][number];
type Pad = EvidenceBundle['devices']['pad'];

/** Every report of the pen as the pad made it, nothing smoothed; counts, and microseconds since the capture was opened. */
export const strokesCsv = ({ samples }: Field): string =>
  [
    'x,y,pressure,t_us,tip,in_range',
    ...samples.map((sample) => {
      const [x, y, pressure, t, flags] = sample;
      return [x, y, pressure, t, Number(isTip(sample)), Number((flags & sampleFlag.inRange) !== 0)].join(',');
    }),
    '',
  ].join('\n');

const pointsPerMm = 72 / 25.4;
/** Where a pad does not know its size: counts that fill a box as wide as a usual one. */
const usualWidth = 160;

/** PDF's path operators (ISO 32000-1 §8.5.2), which follow their operands, and SVG's, which go before them. */
const svgOperators: Record<string, string> = { m: 'M', l: 'L', c: 'C', h: 'Z' };
const toSvgPath = (path: string): string =>
  path.replace(
    /((?:-?[\d.]+ )*)([mlch])/g,
    (_, operands: string, operator: string) => `${svgOperators[operator]}${operands.trimEnd()}`,
  );

/** The strokes as the signed page shows them, in the size in which they were written. */
export const strokesSvg = ({ box, samples }: Field, pad: Pad): string => {
  const known = pad.widthMm > 0 && pad.heightMm > 0 && pad.maxX > 0 && pad.maxY > 0;
  const width = known ? (box.width / pad.maxX) * pad.widthMm * pointsPerMm : usualWidth;
  const height = known ? (box.height / pad.maxY) * pad.heightMm * pointsPerMm : (usualWidth * box.height) / box.width;
  const [w, h] = [width.toFixed(2), height.toFixed(2)];
  const path = toSvgPath(
    drawInk(onScreen(samples, pad), box, pad.maxPressure, { x: 0, y: 0, width, height }).replace(/\s*f$/, ''),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}pt" height="${h}pt" viewBox="0 0 ${w} ${h}">`,
    // PDF counts upwards, SVG downwards.
    `<path transform="matrix(1 0 0 -1 0 ${h})" fill="rgb(${colours.ink.join()})" d="${path}"/>`,
    '</svg>\n',
  ].join('\n');
};
