import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where browsers of the Chromium family live, in the order in which we like them. */
const browsers: Record<string, string[]> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/usr/bin/qaxbrowser-safe-stable',
    '/usr/bin/browser360-cn-stable',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((root) => {
    const folder = process.env[root];
    return folder
      ? [join(folder, 'Microsoft/Edge/Application/msedge.exe'), join(folder, 'Google/Chrome/Application/chrome.exe')]
      : [];
  }),
};

/** The system's Chromium, or null. */
export const findBrowser = (): string | null =>
  (browsers[process.platform] ?? []).find((path) => existsSync(path)) ?? null;

const electronFile = process.platform === 'win32' ? 'electron.exe' : 'electron';

/** Electron's binary if it is already on the disk, or null; never downloads (electron's own index.js would). */
export const findElectron = (): string | null => {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = override ?? installedElectron();
  const path = folder && join(folder, electronFile);
  return path && existsSync(path) ? path : null;
};

/** Where electron's npm package keeps its binary; null in a package that was made without it. */
const installedElectron = (): string | null => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  } catch {
    return null;
  }
};

/** Whether windows can be shown at all. */
export const hasDisplay = (): boolean =>
  process.platform === 'win32' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
