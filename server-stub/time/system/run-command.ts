import { execFile } from 'node:child_process';

/** Runs a program and resolves with what it printed; rejects if there is none, or it fails, or takes too long. */
export type RunCommand = (file: string, args: readonly string[]) => Promise<string>;

const withinMs = 2000;

export const runCommand: RunCommand = (file, args) =>
  new Promise((resolve, reject) => {
    // Latin-1 keeps every byte of an output in whatever code page; only its ASCII is read.
    const options = { encoding: 'latin1', timeout: withinMs, windowsHide: true, maxBuffer: 64 * 1024 } as const;
    execFile(file, [...args], options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
