import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asBedSignError, BedSignError, errorLine } from '@bedsign/contract';
import { ensureDataFolder } from '../settings/data-folder.ts';
import type { Places } from '../settings/places.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stationArguments } from '../settings/station-arguments.ts';
import { printedAddresses } from '../shell/printed-addresses.ts';
import { startProcess } from '../start/managed-process.ts';
import { type StationReady, showPages } from '../start/show-pages.ts';
import { logFolder, openLog } from './log-file.ts';
import { openPreferredShell } from './open-preferred-shell.ts';
import type { Command } from './parse-command.ts';
import { showFailure } from './show-failure.ts';

const station = fileURLToPath(new URL('../../native-bridge/main.ts', import.meta.url));
const pages = fileURLToPath(new URL('../../renderer/dist', import.meta.url));

const asked = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
});

const run = async ({ headless, autostart }: Command, places: Places, log: (line: string) => void): Promise<void> => {
  const settings = readSettings(places);
  if (autostart && settings.autostart?.value === false) return log('autostart is switched off');
  if (!existsSync(join(pages, 'nurse.html'))) throw new BedSignError('CONFIG_INVALID', `no pages in ${pages}`);
  await using opened = new AsyncDisposableStack();
  const process = await startProcess<StationReady>('station', station, stationArguments(places, settings, pages), log);
  opened.defer(() => process.stop());
  log(`station ready at ${process.ready.url}`);
  const shell = headless
    ? printedAddresses(console.log)
    : await openPreferredShell(settings.shell?.value ?? 'auto', places.dataFolder);
  opened.defer(shell.quit);
  await showPages(shell, process, log);
  log(`ended: ${await Promise.race([asked, process.ended, shell.closedByUser.then(() => 'window closed')])}`);
};

/** `bedsign`: runs until its window is closed or it is asked to end. What stops it is logged, and shown where it can be. */
export const start = async (command: Command, places: Places): Promise<void> => {
  ensureDataFolder(places.dataFolder);
  const log = openLog(logFolder(places.dataFolder));
  try {
    await run(command, places, log);
  } catch (thrown) {
    const error = asBedSignError(thrown);
    log(errorLine(error));
    if (!command.headless) showFailure(error, places.dataFolder);
    throw error;
  }
};
