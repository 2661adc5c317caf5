import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openElectronShell } from '../../electron/shell/electron-shell.ts';
import { withoutRights } from '../runtimes/confined.ts';
import { electronRuntime } from '../runtimes/electron-runtime.ts';
import { startDesktop } from './desktop.ts';
import { serveTwoPages } from './two-pages.ts';
import { observeWindows } from './windows.ts';

/** A camera that shows a test picture, and a connection for whoever looks on. */
const flags = ['--disable-gpu', '--remote-debugging-port=0', '--use-fake-device-for-media-stream'];

const userFolder = (path: string): string => {
  mkdirSync(path);
  chmodSync(path, 0o777);
  return path;
};

/** Electron as a program that gives up its rights first; its app is copied to where nobody may read it. */
const confinedElectron = (folder: string): { program: string; origin: string } => {
  const { program, origin } = electronRuntime(folder);
  const app = join(folder, 'app');
  cpSync(fileURLToPath(new URL('../../electron/main', import.meta.url)), app, { recursive: true });
  const wrapper = join(folder, 'electron.sh');
  const command = [...withoutRights, program, ...flags].join(' ');
  writeFileSync(wrapper, `#!/bin/bash\nexport HOME=${folder}/home\nexec ${command} "\${@:1:$#-1}" ${app}\n`);
  chmodSync(wrapper, 0o755);
  return { program: wrapper, origin };
};

/** Real Electron on two screens of an X server of its own, without rights; `origin` says which Electron it is. */
export const openElectronBench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-electron-'));
  chmodSync(folder, 0o755);
  userFolder(join(folder, 'home'));
  const profile = userFolder(join(folder, 'profile'));
  const { program, origin } = confinedElectron(folder);
  const desktop = await startDesktop(folder);
  process.env.DISPLAY = desktop.display;
  const pages = await serveTwoPages();
  const shell = await openElectronShell(program, profile);
  const { browser, windows } = observeWindows(join(profile, 'electron-profile'));
  return {
    ...{ shell, origin, browser, windows },
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
