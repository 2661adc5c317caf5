import type { PageRole } from '@bedsign/contract';
import { BrowserWindow } from 'electron';
import type { Display } from '../shell/shell.ts';
import { guardContents, guardPermissions } from './guard.ts';
import { webPreferences } from './web-preferences.ts';

/** On the pad's display nothing of a desktop is to be seen: no frame, no task bar, nothing behind it. */
const onDisplay = ({ x, y, width, height }: Display): Electron.BrowserWindowConstructorOptions => ({
  ...{ x, y, width, height },
  ...{ frame: false, fullscreen: true, skipTaskbar: true },
});

const open = (place: Electron.BrowserWindowConstructorOptions): BrowserWindow =>
  new BrowserWindow({
    ...place,
    title: '床旁签 BedSign',
    autoHideMenuBar: true,
    webPreferences,
  });

/** The two windows of a workstation. */
export const createWindows = (on: { nurseClosed(): void; pageGone(page: PageRole): void }) => {
  let nurse: BrowserWindow | null = null;
  let patient: BrowserWindow | null = null;
  let patientDisplay: Display | null = null;

  const watch = (window: BrowserWindow, page: PageRole): void =>
    void window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') on.pageGone(page);
    });
  const closePatient = (): void => {
    patient?.destroy();
    patient = null;
  };
  const openPatient = async (url: string, display: Display | null): Promise<void> => {
    closePatient();
    patientDisplay = display;
    const window = open(display ? onDisplay(display) : { width: 1280, height: 800 });
    patient = window;
    window.once('closed', () => {
      if (patient === window) patient = null;
    });
    guardContents(window.webContents, new URL(url).origin);
    watch(window, 'patient');
    await window.loadURL(url);
  };

  return {
    async openNurse(url: string): Promise<void> {
      const { origin } = new URL(url);
      guardPermissions(origin);
      nurse = open({ width: 1280, height: 800 });
      nurse.maximize();
      nurse.once('closed', on.nurseClosed);
      watch(nurse, 'nurse');
      guardContents(nurse.webContents, origin, (address) => void openPatient(address, patientDisplay));
      await nurse.loadURL(url);
    },
    openPatient,
    closePatient,
    async refill(page: PageRole, url: string): Promise<void> {
      await (page === 'nurse' ? nurse : patient)?.loadURL(url);
    },
    attention(): void {
      if (!nurse) return;
      if (nurse.isMinimized()) nurse.restore();
      nurse.show();
      nurse.focus();
      nurse.flashFrame(true);
    },
  };
};
