import { BrowserWindow } from 'electron';
import { displays } from './displays.ts';
import { guardContents } from './guard.ts';
import { webPreferences } from './web-preferences.ts';

const size = { width: 480, height: 360 };

/** How long a number stands on each display; long enough to look at all of them, milliseconds. */
const identifyMs = 4000;

/** Shows each page in the middle of its display, over everything, and takes it away again. */
export const identify = async (urls: string[]): Promise<void> => {
  const windows = displays().flatMap((display, index) => {
    const url = urls[index];
    if (url === undefined) return [];
    const window = new BrowserWindow({
      ...size,
      x: Math.round(display.x + (display.width - size.width) / 2),
      y: Math.round(display.y + (display.height - size.height) / 2),
      ...{ frame: false, alwaysOnTop: true, focusable: false, skipTaskbar: true },
      webPreferences,
    });
    guardContents(window.webContents, new URL(url).origin);
    void window.loadURL(url);
    return [window];
  });
  await new Promise((resolve) => setTimeout(resolve, identifyMs));
  for (const window of windows) if (!window.isDestroyed()) window.destroy();
};
