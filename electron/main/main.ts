/** Electron's main process: opens windows at the launcher's word, and nothing else. */
import { app } from 'electron';
import type { ElectronCommand } from '../shell/electron-commands.ts';
import { electronWindows } from './electron-windows.ts';
import { identify } from './identify.ts';

const windows = electronWindows();
void windows.closedByUser.then(() => app.quit());
windows.onPageGone((page) => process.send?.({ event: 'pageGone', page }));

const perform = async (command: ElectronCommand): Promise<unknown> => {
  switch (command.do) {
    case 'openNurse':
      return windows.openNurse(command.url);
    case 'openPatient':
      return windows.openPatient(command.url, command.display);
    case 'closePatient':
      return windows.closePatient();
    case 'displays':
      return windows.displays();
    case 'identify':
      return identify(command.urls);
    case 'refill':
      return windows.refill(command.page, command.url);
    case 'attention':
      return windows.attention();
    case 'quit':
      return app.quit();
  }
};

process.on('message', async (command: ElectronCommand) => {
  try {
    process.send?.({ id: command.id, result: (await perform(command)) ?? null });
  } catch (error) {
    process.send?.({ id: command.id, error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => app.quit());

// Not awaited at the top level: Electron emits `ready` only after this module has been evaluated.
app.whenReady().then(() => {
  windows.onDisplayChange(() => process.send?.({ event: 'displayChange' }));
  process.send?.({ id: 0, result: null });
});
