import { join } from 'node:path';
import { asBedSignError, errorLine, errorText } from '@bedsign/contract';
import { app, crashReporter, dialog } from 'electron';
import { electronWindows } from '../main/electron-windows.ts';
import { ensureDataFolder } from '../settings/data-folder.ts';
import type { Places } from '../settings/places.ts';
import { type Calls, createCalls, linkIn } from '../workstation/calls.ts';
import { logFolder, openLog } from '../workstation/log-file.ts';
import { openPreferredShell } from '../workstation/open-preferred-shell.ts';
import type { Programs } from '../workstation/programs.ts';
import { runWorkstation } from '../workstation/run-workstation.ts';
import { crashFolder } from './crash-folder.ts';

/** Resolves when the desktop, the session's end or Ctrl-C asks Electron to quit; Electron waits for us to do it. */
const askedToQuit = (): Promise<string> =>
  new Promise((resolve) => {
    app.on('before-quit', (event) => {
      event.preventDefault();
      resolve('asked to quit');
    });
    // We end ourselves, in order; windows may close before that.
    app.on('window-all-closed', () => undefined);
  });

/** Makes this the one program of its user; false if one runs already, which hears of this start. */
const becomeTheOne = (calls: Calls): boolean => {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_, words) => calls.call(words));
  return true;
};

/** Runs the workstation in this Electron. */
export const runDesktop = (places: Places, programs: Programs): void => {
  ensureDataFolder(places.dataFolder);
  app.setPath('userData', join(places.dataFolder, 'electron-profile'));
  app.setPath('crashDumps', crashFolder(places.dataFolder));
  // A dump holds memory, and so may hold patients' data: it stays on this machine.
  crashReporter.start({ uploadToServer: false });
  app.enableSandbox();
  const calls = createCalls();
  if (!becomeTheOne(calls)) {
    app.exit(0);
    return;
  }
  if (linkIn(process.argv)) calls.call(process.argv);
  const log = openLog(logFolder(places.dataFolder));
  const work = async (): Promise<void> => {
    const asked = askedToQuit();
    await app.whenReady();
    await runWorkstation({
      ...{ places, programs, calls, asked, log },
      autostart: process.argv.includes('--autostart'),
      openShell: async (preference) =>
        preference === 'auto' || preference === 'electron'
          ? electronWindows()
          : openPreferredShell(preference, places.dataFolder),
    });
  };
  work().then(
    () => app.exit(0),
    (thrown) => {
      const error = asBedSignError(thrown);
      log(errorLine(error));
      const { what, next } = errorText(error.code, 'zh');
      dialog.showErrorBox('床旁签没有启动 BedSign', `${what}。${next}。\n\n${errorLine(error)}`);
      app.exit(1);
    },
  );
};
