import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Notes in the data folder that the program runs; tells whether the last one ended without taking its note away. */
export const noteRunning = (dataFolder: string): { endedUnclean: boolean; ended(): void } => {
  const note = join(dataFolder, 'running');
  const endedUnclean = existsSync(note);
  writeFileSync(note, '', { mode: 0o600 });
  return { endedUnclean, ended: () => rmSync(note, { force: true }) };
};
