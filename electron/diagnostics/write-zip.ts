import { writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';

/** Writes texts by name as a zip, which every Windows opens. Never over a file that is there. */
export const writeZip = (path: string, files: Record<string, string>): void => {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  writeFileSync(path, zipSync(Object.fromEntries(entries)), { flag: 'wx', mode: 0o600 });
};
