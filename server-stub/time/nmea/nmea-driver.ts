import { readFile } from 'node:fs/promises';
import type { TimeSource } from '@bedsign/contract';
import { type Clock, difference } from '../clock.ts';
import type { Measurement } from '../selection/sample.ts';
import type { SourceDriver } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { createFixes, type Fix } from './fixes.ts';
import { createLineReader } from './line-reader.ts';
import { parsePulse } from './pulse.ts';
import { parseSentence } from './sentence.ts';

type Receiver = Extract<TimeSource, { kind: 'nmea' }>;

/** An open serial port; `closed` is called once when it is gone, for whatever reason. */
export type OpenPort = (
  path: string,
  baudRate: number,
  on: { bytes(chunk: Uint8Array): void; closed(why: string): void },
) => Promise<{ close(): Promise<void> }>;

/** Reads a small file whole. */
export type ReadText = (file: string) => Promise<string>;

type Needs = { clock: Clock; openPort: OpenPort; readText?: ReadText };

/** Sentences come every second. */
const sentenceWithinMs = 2500;
/** Without a known latency a sentence may come at any moment of the second that it names. */
const wholeSecond = { ms: 500, spreadMs: 500 };
/** The system clock is read in whole milliseconds, and twice. */
const pulseErrorMs = 2;

const reference = { stratum: 0, leap: 0 };

/**
 * A GPS or BeiDou receiver on a serial port. By its sentences alone it is as good as its latency is known; with the pulse per second,
 * that the kernel dates, to milliseconds.
 */
export const nmeaDriver = (
  receiver: Receiver,
  { clock, openPort, readText = (file) => readFile(file, 'latin1') }: Needs,
): SourceDriver => {
  const { path, baudRate, latency = wholeSecond, pulse } = receiver;
  const fixes = createFixes(clock.wall);
  let port: Promise<{ close(): Promise<void> }> | undefined;
  let problem: SourceError | undefined;
  let waiting: ((fix: Fix) => void) | undefined;

  const readBytes = createLineReader((line, at) => {
    const sentence = parseSentence(line);
    if (!sentence) return;
    try {
      const fix = fixes.take(sentence, at);
      if (!fix) return;
      problem = undefined;
      waiting?.(fix);
    } catch (thrown) {
      problem = thrown as SourceError;
    }
  });

  const open = (): Promise<{ close(): Promise<void> }> => {
    const opening = openPort(path, baudRate, {
      bytes: (chunk) => readBytes(chunk, clock.monotonic()),
      closed(why) {
        if (port !== opening) return;
        port = undefined;
        problem = new SourceError('silent', why);
      },
    });
    return opening;
  };

  const nextFix = async (): Promise<Fix> => {
    problem = undefined;
    port ??= open();
    try {
      await port;
    } catch (thrown) {
      port = undefined;
      throw new SourceError('silent', `${path} cannot be opened: ${(thrown as Error).message}`);
    }
    return new Promise((resolve, reject) => {
      const callOff = clock.after(sentenceWithinMs, () => {
        waiting = undefined;
        reject(problem ?? new SourceError('silent', `nothing legible from ${path}`));
      });
      waiting = (fix) => {
        waiting = undefined;
        callOff();
        resolve(fix);
      };
    });
  };

  const bySentence = ({ ms, at }: Fix): Measurement => ({
    ...{ at, offset: ms + latency.ms - at, error: latency.spreadMs },
    ...{ ...reference, referenceId: Buffer.from('GPS\0') },
  });

  /** The last pulse before the sentence was the beginning of the second that the sentence names. */
  const byPulse = async ({ ms, at }: Fix, file: string): Promise<Measurement> => {
    const text = await readText(file).catch((error: Error) => error.message);
    const systemTime = parsePulse(text);
    if (systemTime === undefined) throw new SourceError('silent', `no pulse in ${file}: ${text.trim()}`);
    const pulseAt = systemTime - difference(clock);
    if (pulseAt > at || pulseAt <= at - 1000) throw new SourceError('silent', 'no pulse before the sentence');
    return {
      ...{ at: pulseAt, offset: ms - pulseAt, error: pulseErrorMs },
      ...{ ...reference, referenceId: Buffer.from('PPS\0') },
    };
  };

  return {
    kind: 'nmea',
    name: path,
    async ask() {
      const fix = await nextFix();
      return pulse === undefined ? bySentence(fix) : byPulse(fix, pulse);
    },
    async close() {
      await (await port?.catch(() => undefined))?.close();
    },
  };
};
