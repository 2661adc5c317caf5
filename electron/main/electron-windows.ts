import type { PageRole } from '@bedsign/contract';
import { BrowserWindow } from 'electron';
import type { Shell } from '../shell/shell.ts';
import { displays, onDisplayChange } from './displays.ts';
import { identify } from './identify.ts';
import { createWindows } from './windows.ts';

/** The shell inside Electron's own main process; its functions work after `ready` only. */
export const electronWindows = (): Shell => {
  const closed = Promise.withResolvers<void>();
  const goneListeners: ((page: PageRole) => void)[] = [];
  const windows = createWindows({
    nurseClosed: closed.resolve,
    pageGone(page) {
      for (const listener of goneListeners) listener(page);
    },
  });
  return {
    name: `Electron ${process.versions.electron}`,
    closedByUser: closed.promise,
    openNurse: windows.openNurse,
    displays: async () => displays(),
    onDisplayChange,
    openPatient: windows.openPatient,
    closePatient: async () => windows.closePatient(),
    identify: (urlOf) => identify(displays().map((_, index) => urlOf(index + 1))),
    onPageGone: (callback) => void goneListeners.push(callback),
    refill: windows.refill,
    attention: async () => windows.attention(),
    async quit() {
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    },
  };
};
