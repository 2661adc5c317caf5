import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError, type shellPreferences } from '@bedsign/contract';
import type { Places } from '../settings/places.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stationArguments } from '../settings/station-arguments.ts';
import type { Shell } from '../shell/shell.ts';
import { startProcess } from '../start/managed-process.ts';
import { type StationReady, showPages } from '../start/show-pages.ts';
import type { Programs } from './programs.ts';

export type Workstation = {
  places: Places;
  programs: Programs;
  /** Started by the desktop session, not by a person. */
  autostart: boolean;
  openShell(preference: (typeof shellPreferences)[number]): Promise<Shell>;
  /** Resolves with the reason when somebody asks the program to end. */
  asked: Promise<string>;
  log(line: string): void;
};

/** The station and its pages on screens, until the nurse's window is closed or the program is asked to end. */
export const runWorkstation = async (workstation: Workstation): Promise<void> => {
  const { places, programs, autostart, asked, log } = workstation;
  const settings = readSettings(places);
  if (autostart && settings.autostart?.value === false) return log('autostart is switched off');
  const { node, station, pages } = programs;
  if (!existsSync(join(pages, 'nurse.html'))) throw new BedSignError('CONFIG_INVALID', `no pages in ${pages}`);
  await using opened = new AsyncDisposableStack();
  const args = stationArguments(places, settings, pages);
  const started = await startProcess<StationReady>('station', station, args, log, node);
  opened.defer(() => started.stop());
  log(`station ready at ${started.ready.url}`);
  const shell = await workstation.openShell(settings.shell?.value ?? 'auto');
  opened.defer(shell.quit);
  await showPages(shell, started, log);
  log(`ended: ${await Promise.race([asked, started.ended, shell.closedByUser.then(() => 'window closed')])}`);
};
