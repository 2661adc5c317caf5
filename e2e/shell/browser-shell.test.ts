/** The shells' contract in the system's Chromium, on two emulated screens of which one comes and goes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowserShell } from '../../electron/shell/browser-shell.ts';
import { shellContract } from '../../electron/shell/testing/shell-contract.ts';
import { padScreenOf, twoScreens } from '../kit/two-screens.ts';
import { serveTwoPages } from './two-pages.ts';
import { observeWindows } from './windows.ts';

shellContract('browser', async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-shell-'));
  const pages = await serveTwoPages();
  const shell = await openBrowserShell('/usr/bin/chromium', data, [...twoScreens, '--remote-debugging-port=0']);
  const { browser, windows, crash } = observeWindows(join(data, 'browser-profile'));
  return {
    shell,
    page: pages.page,
    windows,
    crash,
    unplugPad: async () => padScreenOf(await browser()).unplugScreen(),
    plugPad: async () => padScreenOf(await browser()).plugScreen(),
    async close() {
      await pages.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
});
