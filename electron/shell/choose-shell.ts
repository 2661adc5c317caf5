import { openBrowserShell } from './browser-shell.ts';
import { openElectronShell } from './electron-shell.ts';
import { findBrowser, findElectron, hasDisplay } from './find-program.ts';
import { printedAddresses } from './printed-addresses.ts';
import type { Shell } from './shell.ts';

/** Electron if its binary is there and a display too, else the system's browser in app windows, else addresses. */
export const chooseShell = async (profileRoot: string, print: (line: string) => void): Promise<Shell> => {
  const electron = findElectron();
  const browser = findBrowser();
  if (hasDisplay() && electron) return openElectronShell(electron, profileRoot);
  if (hasDisplay() && browser) return openBrowserShell(browser, profileRoot);
  return printedAddresses(print);
};
