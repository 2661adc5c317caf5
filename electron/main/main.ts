/** Electron's main process: opens windows at the launcher's word, and nothing else. */
import { app, screen } from 'electron';
import type { ElectronCommand } from '../shell/electron-commands.ts';
import type { Display } from '../shell/shell.ts';
import { openWindow } from './windows.ts';

const displays = (): Display[] => {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map((display) => ({
    id: String(display.id),
    label: display.label,
    ...display.bounds,
    primary: display.id === primary,
  }));
};

const perform = async (command: ElectronCommand): Promise<unknown> => {
  switch (command.do) {
    case 'openNurse': {
      const window = await openWindow(command.url, null);
      window.once('closed', () => app.quit());
      return null;
    }
    case 'openPatient':
      await openWindow(command.url, command.display);
      return null;
    case 'displays':
      return displays();
    case 'quit':
      app.quit();
      return null;
  }
};

process.on('message', async (command: ElectronCommand) => {
  try {
    process.send?.({ id: command.id, result: await perform(command) });
  } catch (error) {
    process.send?.({ id: command.id, error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => app.quit());

// Not awaited at the top level: Electron emits `ready` only after this module has been evaluated.
app.whenReady().then(() => process.send?.({ id: 0, result: null }));
