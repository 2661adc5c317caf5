import { fileURLToPath } from 'node:url';
import { asBedSignError, errorLine } from '@bedsign/contract';
import { ensureDataFolder } from '../settings/data-folder.ts';
import type { Places } from '../settings/places.ts';
import { printedAddresses } from '../shell/printed-addresses.ts';
import { createCalls } from './calls.ts';
import { logFolder, openLog } from './log-file.ts';
import { openPreferredShell } from './open-preferred-shell.ts';
import type { Command } from './parse-command.ts';
import type { Programs } from './programs.ts';
import { runWorkstation } from './run-workstation.ts';
import { showFailure } from './show-failure.ts';
import { becomeTheOne } from './single-instance.ts';

/** Those of the tree that this file stands in. */
const programs: Programs = {
  node: process.execPath,
  station: fileURLToPath(new URL('../../native-bridge/main.ts', import.meta.url)),
  pages: fileURLToPath(new URL('../../renderer/dist', import.meta.url)),
};

const asked = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
});

/** `bedsign`: runs until its window is closed or it is asked to end. What stops it is logged, and shown where it can be. */
export const start = async ({ headless, autostart, link }: Command, places: Places): Promise<void> => {
  ensureDataFolder(places.dataFolder);
  const log = openLog(logFolder(places.dataFolder));
  const calls = createCalls();
  const one = await becomeTheOne(places.dataFolder, link, calls.call);
  if (!one) return log('runs already; it was called to the front');
  if (link !== null) calls.call([link]);
  try {
    await runWorkstation({
      ...{ places, programs, autostart, calls, asked, log },
      openShell: async (preference) =>
        headless ? printedAddresses(console.log) : openPreferredShell(preference, places.dataFolder),
    });
  } catch (thrown) {
    const error = asBedSignError(thrown);
    log(errorLine(error));
    if (!headless) showFailure(error, places.dataFolder);
    throw error;
  } finally {
    one.close();
  }
};
