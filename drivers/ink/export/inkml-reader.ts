import { SaxesParser } from 'saxes';
import { DriverError } from '../../driver-error.ts';
import type { InkRecord, InkSample, InkSurface } from './ink-record.ts';
import { readTrace } from './inkml-trace.ts';
import { inkmlNamespace } from './inkml-writer.ts';

type Attributes = Record<string, string>;
type Channel = { name: string; max: number };
type Trace = { type: string; text: string };

const fail = (why: string): never => {
  throw new DriverError('PROTOCOL', `InkML: ${why}`);
};
const number = (attributes: Attributes, name: string, what: string): number => {
  const value = Number(attributes[name] || Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : fail(`${what} without ${name}`);
};

/** Elements that may stand where they stand, by their parent; everything else is refused, for it could change what the traces mean. */
const children: Record<string, readonly string[]> = {
  '': ['ink'],
  ink: ['definitions', 'trace'],
  definitions: ['context'],
  context: ['inkSource'],
  inkSource: ['traceFormat', 'sampleRate', 'activeArea', 'channelProperties'],
  traceFormat: ['channel'],
  channelProperties: ['channelProperty'],
};

/** The elements of the document in order; no DTD, no processing instruction, one namespace. */
const parse = (xml: string) => {
  const path: string[] = [];
  const found: { source?: Attributes; area?: Attributes; channels: Channel[]; traces: Trace[] } = {
    channels: [],
    traces: [],
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('a DTD'));
  parser.on('processinginstruction', () => fail('a processing instruction'));
  parser.on('opentag', ({ local, uri, attributes }) => {
    const parent = path.at(-1) ?? '';
    if (uri !== inkmlNamespace || !children[parent]?.includes(local)) fail(`<${local}> in <${parent}>`);
    path.push(local);
    const plain: Attributes = Object.fromEntries(Object.values(attributes).map(({ name, value }) => [name, value]));
    if (local === 'inkSource') {
      if (found.source) fail('two ink sources');
      found.source = plain;
    }
    if (local === 'activeArea') found.area = plain;
    if (local === 'channel') found.channels.push({ name: plain.name ?? '', max: Number(plain.max ?? Number.NaN) });
    if (local === 'trace') found.traces.push({ type: plain.type ?? 'penDown', text: '' });
  });
  const text = (characters: string) => {
    const trace = path.at(-1) === 'trace' ? found.traces.at(-1) : undefined;
    if (trace) trace.text += characters;
    else if (characters.trim() !== '') fail('text outside a trace');
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => void path.pop());
  parser.write(xml).close();
  return found;
};

const readSurface = (source: Attributes, area: Attributes, channels: Channel[]): InkSurface => {
  const max = (name: string) => {
    const value = channels.find((channel) => channel.name === name)?.max;
    return value !== undefined && Number.isInteger(value) && value > 0 ? value : fail(`channel ${name} without max`);
  };
  if (area.units !== 'mm') fail('an active area that is not in mm');
  return {
    vendor: source.manufacturer ?? '',
    model: source.model ?? '',
    serial: source.serialNo ?? '',
    maxX: max('X'),
    maxY: max('Y'),
    maxPressure: max('F'),
    widthMm: number(area, 'width', 'active area'),
    heightMm: number(area, 'height', 'active area'),
  };
};

/**
 * Reads handwriting with the channels that `toInkml` writes, in any order and any of the ways InkML has to write values.
 * PROTOCOL for what is no such document.
 */
export const fromInkml = (xml: string): InkRecord => {
  const { source, area, channels, traces } = parse(xml);
  if (!source || !area) return fail('no ink source with an active area');
  const names = channels.map(({ name }) => name);
  const at = { x: names.indexOf('X'), y: names.indexOf('Y'), f: names.indexOf('F'), t: names.indexOf('T') };
  const inRangeAt = names.indexOf('inRange');
  if (
    new Set(names).size !== names.length ||
    Object.values(at).includes(-1) ||
    names.length !== (inRangeAt < 0 ? 4 : 5)
  )
    fail(`channels ${names.join()}`);
  const samples = traces.flatMap(({ type, text }) => {
    if (type !== 'penDown' && type !== 'penUp') fail(`a trace of type ${type}`);
    return readTrace(text, names.length).map(
      (point): InkSample => ({
        x: point[at.x] ?? 0,
        y: point[at.y] ?? 0,
        pressure: point[at.f] ?? 0,
        tip: type === 'penDown',
        inRange: inRangeAt < 0 || point[inRangeAt] === 1,
        tMicros: Math.round((point[at.t] ?? 0) * 1000),
      }),
    );
  });
  return { surface: readSurface(source, area, channels), samples };
};
