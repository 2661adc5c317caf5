import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the kernel says of some processes; Linux only. */
export type Usage = { cpuSeconds: number; residentMb: number; peakMb: number };

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const statusOf = (pid: number, field: string): number => {
  const [, kib = '0'] =
    new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
};

/** Processor time of all their threads, user and system (proc(5): fields 14 and 15 of stat). */
const cpuOf = (pid: number): number => {
  const [, after = ''] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const fields = after.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

const sum = (pids: readonly number[], of: (pid: number) => number) => pids.reduce((total, pid) => total + of(pid), 0);

export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

/** `residentMb` and `peakMb` are those of the largest process. */
export const usageOf = (pids: readonly number[]): Usage => ({
  cpuSeconds: sum(pids, cpuOf),
  residentMb: Math.max(...pids.map((pid) => statusOf(pid, 'VmRSS'))),
  peakMb: Math.max(...pids.map((pid) => statusOf(pid, 'VmHWM'))),
});
