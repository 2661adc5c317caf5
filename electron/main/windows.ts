import { BrowserWindow, session } from 'electron';
import type { Display } from '../shell/shell.ts';

/**
 * A sandboxed window that shows one page of the station and stays there: no navigation, no new windows but the patient
 * page of the same origin, and of the permissions only the camera (Electron approves all of them by default).
 */
export const openWindow = async (url: string, display: Display | null): Promise<BrowserWindow> => {
  const { origin } = new URL(url);
  const fromUs = (address: string) => URL.canParse(address) && new URL(address).origin === origin;

  session.defaultSession.setPermissionRequestHandler((_, permission, answer, details) =>
    answer(permission === 'media' && fromUs(details.requestingUrl)),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_, permission, requestingOrigin) => permission === 'media' && fromUs(requestingOrigin),
  );

  const window = new BrowserWindow({
    ...(display
      ? {
          x: display.x,
          y: display.y,
          width: display.width,
          height: display.height,
          frame: false,
          fullscreen: true,
          skipTaskbar: true,
        }
      : { width: 1280, height: 800 }),
    title: '床旁签 BedSign',
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
  });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(({ url: wanted }) => ({
    action: fromUs(wanted) && new URL(wanted).pathname === '/patient.html' ? 'allow' : 'deny',
  }));
  await window.loadURL(url);
  return window;
};
