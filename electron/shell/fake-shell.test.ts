import { fakeShell } from './testing/fake-shell.ts';
import { shellContract } from './testing/shell-contract.ts';

const desk = { id: '1', label: '', x: 0, y: 0, width: 1920, height: 1080, scale: 1, primary: true };
const pad = { id: '2', label: '', x: 1920, y: 0, width: 1280, height: 800, scale: 1, primary: false };

shellContract('fake', async () => {
  const { shell, desktop } = fakeShell([desk, pad]);
  return {
    shell,
    page: (name) => `http://127.0.0.1:1/${name}.html`,
    windows: async () => [
      ...(desktop.nurse ? [{ url: desktop.nurse, ...desk }] : []),
      ...desktop.identified.map((url, index) => ({ url, ...(desktop.displays[index] ?? desk) })),
      ...(desktop.patient ? [{ url: desktop.patient.url, ...(desktop.patient.display ?? desk) }] : []),
    ],
    unplugPad: async () => desktop.changeDisplays([desk]),
    plugPad: async () => desktop.changeDisplays([desk, pad]),
    crash: async (page) => desktop.crash(page),
    close: async () => {},
  };
});
