import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a user's station runs from this program: an update would take the files from under a signing session. */
export const stationsRun = (program = process.execPath, proc = '/proc'): boolean =>
  readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      try {
        // Root's own is this updater.
        return statSync(join(proc, name)).uid !== 0 && readlinkSync(join(proc, name, 'exe')) === program;
      } catch {
        return false; // it has ended meanwhile
      }
    });
