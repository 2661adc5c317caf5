import { DriverError } from '../../driver-error.ts';
import type { InkRecord, InkSample } from './ink-record.ts';

export const inkmlNamespace = 'http://www.w3.org/2003/InkML';

/** What XML 1.0 §2.2 has no way to write. */
const unwritable = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const attribute = (name: string, value: string | number): string => {
  const text = String(value);
  if (unwritable.test(text)) throw new DriverError('PROTOCOL', `InkML cannot hold the ${name}`);
  // Line breaks and tabs would come back as spaces (XML 1.0 §3.3.3).
  const escaped = text.replace(/[&<>"\t\n\r]/g, (char) => escapes[char] ?? `&#${char.charCodeAt(0)};`);
  return ` ${name}="${escaped}"`;
};

const channel = (name: string, type: 'integer' | 'decimal' | 'boolean', max: number | undefined, units: string) =>
  `<channel name="${name}" type="${type}"${max === undefined ? '' : ` min="0" max="${max}"`} units="${units}"/>`;

/** Runs of samples with the pen down, or up. */
const runsOf = (samples: InkSample[]): InkSample[][] => {
  const runs: InkSample[][] = [];
  for (const sample of samples) {
    const run = runs.at(-1);
    if (run && run[0]?.tip === sample.tip) run.push(sample);
    else runs.push([sample]);
  }
  return runs;
};

const milliseconds = (micros: number): string => {
  const whole = Math.floor(micros / 1000);
  const rest = micros % 1000;
  return rest === 0 ? `${whole}` : `${whole}.${String(rest).padStart(3, '0')}`;
};

const point = ({ x, y, pressure, tMicros, inRange }: InkSample): string =>
  `${x} ${y} ${pressure} ${milliseconds(tMicros)} ${inRange ? 'T' : 'F'}`;

/**
 * Handwriting as InkML (W3C Recommendation 2011-09-20): channels X, Y and F in the pad's counts from the top left, T in
 * milliseconds since the capture was opened, and one of our own, inRange. Movement in the air is a trace of type penUp.
 * PROTOCOL when a name holds characters that XML has not.
 */
export const toInkml = ({ surface, samples }: InkRecord): string => {
  const { vendor, model, serial, maxX, maxY, maxPressure, widthMm, heightMm } = surface;
  const traces = runsOf(samples).map((run) => {
    const type = run[0]?.tip ? 'penDown' : 'penUp';
    return `  <trace type="${type}">${run.map(point).join(', ')}</trace>`;
  });
  const source = attribute('manufacturer', vendor) + attribute('model', model) + attribute('serialNo', serial);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<ink xmlns="${inkmlNamespace}">`,
    '  <definitions>',
    '    <context xml:id="context">',
    `      <inkSource xml:id="pad"${source}>`,
    '        <traceFormat xml:id="format">',
    `          ${channel('X', 'integer', maxX, 'dev')}`,
    `          ${channel('Y', 'integer', maxY, 'dev')}`,
    `          ${channel('F', 'integer', maxPressure, 'dev')}`,
    `          ${channel('T', 'decimal', undefined, 'ms')}`,
    '          <channel name="inRange" type="boolean"/>',
    '        </traceFormat>',
    '        <sampleRate uniform="false"/>',
    `        <activeArea${attribute('height', heightMm)}${attribute('width', widthMm)} units="mm"/>`,
    '        <channelProperties>',
    `          <channelProperty channel="X" name="resolution" value="${maxX / widthMm}" units="1/mm"/>`,
    `          <channelProperty channel="Y" name="resolution" value="${maxY / heightMm}" units="1/mm"/>`,
    '        </channelProperties>',
    '      </inkSource>',
    '    </context>',
    '  </definitions>',
    ...traces,
    '</ink>',
    '',
  ].join('\n');
};
