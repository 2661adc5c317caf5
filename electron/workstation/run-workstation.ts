import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError, type shellPreferences } from '@bedsign/contract';
import type { Places } from '../settings/places.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stationArguments } from '../settings/station-arguments.ts';
import type { Shell } from '../shell/shell.ts';
import { startProcess } from '../start/managed-process.ts';
import { showPages } from '../start/show-pages.ts';
import type { StationReady } from '../start/station-ready.ts';
import { superviseStation } from '../start/supervise.ts';
import type { Calls } from './calls.ts';
import type { Programs } from './programs.ts';
import { noteRunning } from './unclean-end.ts';

export type Workstation = {
  places: Places;
  programs: Programs;
  /** Started by the desktop session, not by a person. */
  autostart: boolean;
  openShell(preference: (typeof shellPreferences)[number]): Promise<Shell>;
  /** Further starts of the program. */
  calls: Calls;
  /** Resolves with the reason when somebody asks the program to end. */
  asked: Promise<string>;
  log(line: string): void;
};

/** The station and its pages on screens, until the nurse's window is closed or the program is asked to end. */
export const runWorkstation = async (workstation: Workstation): Promise<void> => {
  const { places, programs, autostart, calls, asked, log } = workstation;
  const settings = readSettings(places);
  if (autostart && settings.autostart?.value === false) return log('autostart is switched off');
  const { node, station: script, pages } = programs;
  if (!existsSync(join(pages, 'nurse.html'))) throw new BedSignError('CONFIG_INVALID', `no pages in ${pages}`);
  const args = stationArguments(places, settings, pages);
  await using opened = new AsyncDisposableStack();
  const note = noteRunning(places.dataFolder);
  opened.defer(note.ended);
  const station = await superviseStation(() => startProcess<StationReady>('station', script, args, log, node), log);
  opened.defer(station.stop);
  log(`station ready at ${station.ready.url}`);
  const shell = await workstation.openShell(settings.shell?.value ?? 'auto');
  opened.defer(shell.quit);
  const { openLink, mishap } = await showPages(shell, station, log);
  if (note.endedUnclean) mishap('program');
  calls.listen((link) => {
    if (link !== null) openLink(link);
    void shell.attention();
  });
  log(`ended: ${await Promise.race([asked, shell.closedByUser.then(() => 'window closed')])}`);
};
