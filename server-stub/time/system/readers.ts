import { SourceError } from '../source-error.ts';

/** What a time service of the operating system says of the system clock. */
export type SystemClockState = { errorMs: number; stratum: number; leap: number };

/** One service that can be asked without native code: what to run, and how to read what it prints. */
export type SystemReader = {
  name: string;
  platform: NodeJS.Platform;
  command: readonly [file: string, ...args: string[]];
  read(output: string): SystemClockState;
};

const unsynchronised = (name: string) =>
  new SourceError('unsynchronised', `${name}: the system clock is not synchronised`);
const unreadable = (name: string) => new SourceError('unsynchronised', `${name}: its answer cannot be read`);

/** chrony's words for the leap indicator, in its order. */
const leaps = ['Normal', 'Insert second', 'Delete second'];

/** `chronyc -c tracking`: one line of values in the order of chronyc(1), "tracking"; seconds. */
const readChrony = (output: string): SystemClockState => {
  const fields = output.trim().split(',');
  const [stratum, correction, rootDelay, rootDispersion] = [2, 4, 10, 11].map((index) => Number(fields[index]));
  const leap = fields[13];
  if (
    leap === undefined ||
    !stratum ||
    correction === undefined ||
    rootDelay === undefined ||
    rootDispersion === undefined
  )
    throw leap === 'Not synchronised' ? unsynchronised('chrony') : unreadable('chrony');
  if (leap === 'Not synchronised') throw unsynchronised('chrony');
  // The correction is what chrony has yet to slew: whatever its sign, it is in the error.
  const errorMs = 1000 * (Math.abs(correction) + rootDelay / 2 + rootDispersion);
  if (!Number.isFinite(errorMs) || !leaps.includes(leap)) throw unreadable('chrony');
  return { errorMs, stratum, leap: leaps.indexOf(leap) };
};

/** The kernel says that somebody keeps its clock, not how well; over any network that a hospital has, NTP does better, ms. */
const assumedErrorMs = 500;

/** `timedatectl show`: the kernel's own flag, whoever sets it (systemd-timesyncd, ntpd, a virtual machine's tools). */
const readKernelFlag = (output: string): SystemClockState => {
  if (/^NTPSynchronized=no$/m.test(output)) throw unsynchronised('kernel');
  if (!/^NTPSynchronized=yes$/m.test(output)) throw unreadable('kernel');
  return { errorMs: assumedErrorMs, stratum: 15, leap: 0 };
};

/** `w32tm /query /status`: read by position, because its words are in the language of the system. */
const readWindowsTime = (output: string): SystemClockState => {
  const numbers = output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => Number(/[:：]\s*(-?[\d.]+)/.exec(line)?.[1]));
  const [leap, stratum, , rootDelay, rootDispersion] = numbers;
  if (leap === 3 || stratum === 0) throw unsynchronised('w32time');
  const errorMs = 1000 * ((rootDelay ?? Number.NaN) / 2 + (rootDispersion ?? Number.NaN));
  if (!Number.isFinite(errorMs) || !stratum) throw unreadable('w32time');
  return { errorMs, stratum, leap: leap ?? 0 };
};

/** In the order in which they are tried: those first that say how well the clock is kept. */
export const systemReaders: readonly SystemReader[] = [
  { name: 'chrony', platform: 'linux', command: ['chronyc', '-c', '-n', 'tracking'], read: readChrony },
  {
    name: 'kernel',
    platform: 'linux',
    command: ['timedatectl', 'show', '--property=NTPSynchronized'],
    read: readKernelFlag,
  },
  { name: 'w32time', platform: 'win32', command: ['w32tm', '/query', '/status'], read: readWindowsTime },
];
