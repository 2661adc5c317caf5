import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openElectronShell } from '../../electron/shell/electron-shell.ts';
import { confinedElectron, userFolder } from './confined-electron.ts';
import { startDesktop } from './desktop.ts';
import { serveTwoPages } from './two-pages.ts';
import { observeWindows } from './windows.ts';

/** Real Electron on two screens of an X server of its own, without rights; `origin` says which Electron it is. */
export const openElectronBench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-electron-'));
  const app = join(folder, 'app');
  cpSync(fileURLToPath(new URL('../../electron/main', import.meta.url)), app, { recursive: true });
  // Its last argument is the app as it stands in the repository, where nobody may read it.
  const { program, origin } = confinedElectron(folder, `"\${@:1:$#-1}" ${app}`);
  const profile = userFolder(join(folder, 'profile'));
  const desktop = await startDesktop(folder);
  process.env.DISPLAY = desktop.display;
  const pages = await serveTwoPages();
  const shell = await openElectronShell(program, profile);
  const { browser, windows, crash } = observeWindows(join(profile, 'electron-profile'));
  return {
    ...{ shell, origin, browser, windows, crash },
    page: pages.page,
    unplugPad: async () => desktop.unplugPad(),
    plugPad: async () => desktop.plugPad(),
    async close(): Promise<void> {
      await pages.close();
      await desktop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
