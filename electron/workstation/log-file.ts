import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** As much as IT reads and a support mail carries; one older file is kept. */
const largestBytes = 1_000_000;

export const logNames = ['workstation.log', 'workstation.old.log'] as const;
export const logFolder = (dataFolder: string): string => join(dataFolder, 'logs');

/** A log of lines with their time in `folder`, readable by its user only. Nothing personal may be written to it. */
export const openLog = (folder: string): ((line: string) => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [current, old] = logNames.map((name) => join(folder, name)) as [string, string];
  return (line) => {
    if (existsSync(current) && statSync(current).size > largestBytes) renameSync(current, old);
    appendFileSync(current, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  };
};
