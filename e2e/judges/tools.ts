import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder for the tools' files, and the tools in it. */
export const toolsIn = (folder: string) => ({
  /** Lays bytes or text into a file and returns its path. */
  file: (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  },
  /** What a program prints; throws what it complains of if it fails. */
  run: (program: string, ...args: string[]): Buffer =>
    execFileSync(program, args, { cwd: folder, stdio: 'pipe', maxBuffer: 1 << 28 }),
  /** A program's exit code, and what it printed on both streams. */
  ask: (program: string, ...args: string[]): { status: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    return { status, text: stdout + stderr };
  },
});

/** The certificates of a PEM chain, DER. */
export const pemCertificates = (pem: string): Uint8Array[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, body = '']) => Buffer.from(body, 'base64'));
