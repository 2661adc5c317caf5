import { BedSignError, type shellPreferences } from '@bedsign/contract';
import { openBrowserShell } from '../shell/browser-shell.ts';
import { openElectronShell } from '../shell/electron-shell.ts';
import { findBrowser, findElectron, hasDisplay } from '../shell/find-program.ts';
import { printedAddresses } from '../shell/printed-addresses.ts';
import type { Shell } from '../shell/shell.ts';

/** The shell that IT wants; BROWSER_MISSING where there is none for a screen that is there. */
export const openPreferredShell = async (
  preference: (typeof shellPreferences)[number],
  dataFolder: string,
): Promise<Shell> => {
  if (preference === 'addresses' || !hasDisplay()) return printedAddresses(console.log);
  const electron = preference === 'browser' ? null : findElectron();
  if (electron) return openElectronShell(electron, dataFolder);
  const browser = findBrowser();
  if (preference === 'electron' || !browser) throw new BedSignError('BROWSER_MISSING', `shell: ${preference}`);
  return openBrowserShell(browser, dataFolder);
};
