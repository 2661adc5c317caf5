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

/** The two windows of a workstation; `onNurseClosed` is told when somebody closed the nurse's. */
export const createWindows = (onNurseClosed: () => void) => {
  let nurse: BrowserWindow | null = null;
  let patient: BrowserWindow | null = null;
  let patientDisplay: Display | null = null;

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
    await window.loadURL(url);
  };

  return {
    async openNurse(url: string): Promise<void> {
      const { origin } = new URL(url);
      guardPermissions(origin);
      nurse = open({ width: 1280, height: 800 });
      nurse.maximize();
      nurse.once('closed', onNurseClosed);
      guardContents(nurse.webContents, origin, (address) => void openPatient(address, patientDisplay));
      await nurse.loadURL(url);
    },
    openPatient,
    closePatient,
    attention(): void {
      if (!nurse) return;
      if (nurse.isMinimized()) nurse.restore();
      nurse.show();
      nurse.focus();
      nurse.flashFrame(true);
    },
  };
};
