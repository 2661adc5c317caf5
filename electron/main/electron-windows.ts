import { BrowserWindow } from 'electron';
import type { Shell } from '../shell/shell.ts';
import { displays, onDisplayChange } from './displays.ts';
import { identify } from './identify.ts';
import { createWindows } from './windows.ts';

/** The shell inside Electron's own main process. After `ready` only. */
export const electronWindows = (): Shell => {
  const closed = Promise.withResolvers<void>();
  const windows = createWindows(closed.resolve);
  return {
    name: `Electron ${process.versions.electron}`,
    closedByUser: closed.promise,
    openNurse: windows.openNurse,
    displays: async () => displays(),
    onDisplayChange,
    openPatient: windows.openPatient,
    closePatient: async () => windows.closePatient(),
    identify: (urlOf) => identify(displays().map((_, index) => urlOf(index + 1))),
    attention: async () => windows.attention(),
    async quit() {
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    },
  };
};
