import { SourceError } from '../source-error.ts';
import { readDateTime } from './date-time.ts';
import type { Sentence } from './sentence.ts';

/** A second that the receiver names, and when its sentence began to arrive (monotonic ms). */
export type Fix = { ms: number; at: number };

/** GPS, BeiDou under its two names, and several systems together. */
const talkers = ['GP', 'BD', 'GB', 'GN'];
/** Modes of RMC in which time comes from satellites: autonomous, differential, RTK float and fixed, precise. */
const satelliteModes = ['A', 'D', 'F', 'R', 'P'];

/** GPS counts weeks modulo 1024: a receiver that does not know in which round it is names a day 19.6 years ago. */
const roundOfWeeks = 1024 * 7 * 86_400_000;
const dayMs = 86_400_000;
/** No receiver can see a time before this software was written. */
const earliestMs = Date.UTC(2026, 0, 1);

/** Two sentences say the same second if they are no further apart than a sentence can be late, ms. */
const sameSecondMs = 1000;

const unsynchronised = (why: string) => new SourceError('unsynchronised', why);

const checkDay = (ms: number, systemTime: number): void => {
  const rounds = Math.round((systemTime - ms) / roundOfWeeks);
  const name = new Date(ms).toISOString().slice(0, 10);
  if (rounds > 0 && Math.abs(ms + rounds * roundOfWeeks - systemTime) < 2 * dayMs)
    throw unsynchronised(`the receiver counts weeks wrongly: it says ${name}, ${rounds * 1024} weeks ago`);
  if (ms < earliestMs) throw unsynchronised(`the receiver names a day that cannot be: ${name}`);
};

const agree = (one: Fix, other: Fix): boolean => Math.abs(one.ms - one.at - (other.ms - other.at)) <= sameSecondMs;

/**
 * Makes seconds of a receiver's sentences: RMC says the time and whether satellites are seen, ZDA only confirms the day. A second
 * counts if the RMC before it says the same, so that a transmission error that its checksum does not show changes nothing.
 */
export const createFixes = (systemTime: () => number) => {
  let before: Fix | undefined;
  let day: Fix | undefined;

  const read = (time = '', days: { day?: string; month?: string; year?: string }, at: number): Fix => {
    const { day: d = '', month = '', year = '' } = days;
    const ms = readDateTime(time, { day: d, month, year }, Math.max(systemTime(), earliestMs));
    if (ms === undefined) throw unsynchronised('the receiver names no time');
    return { ms, at };
  };

  return {
    /** The second that this sentence confirms, if it does. SourceError says what is wrong with the receiver. */
    take({ talker, type, fields }: Sentence, at: number): Fix | undefined {
      if (!talkers.includes(talker)) return undefined;
      if (type === 'ZDA') {
        const [time, d, month, year] = fields;
        if (time) day = read(time, { day: d, month, year }, at);
        return undefined;
      }
      if (type !== 'RMC') return undefined;
      const [time, status] = fields;
      const [date = '', mode] = [fields[8], fields[11]];
      if (status !== 'A' || (mode && !satelliteModes.includes(mode))) {
        before = undefined;
        throw unsynchronised('the receiver sees no satellites');
      }
      const fix = read(time, { day: date.slice(0, 2), month: date.slice(2, 4), year: date.slice(4) }, at);
      checkDay(fix.ms, systemTime());
      if (day && at - day.at < 10_000 && !agree(fix, day)) throw unsynchronised('RMC and ZDA contradict each other');
      const confirmed = before && agree(fix, before);
      before = fix;
      return confirmed && fix.ms % 1000 === 0 ? fix : undefined;
    },
  };
};
