import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutRights } from '../runtimes/confined.ts';
import { type ElectronRuntime, electronRuntime } from '../runtimes/electron-runtime.ts';

/** A camera that shows a test picture, and a connection for whoever looks on. */
const flags = ['--disable-gpu', '--remote-debugging-port=0', '--use-fake-device-for-media-stream'];

/** A folder that a user without rights may write to. */
export const userFolder = (path: string): string => {
  mkdirSync(path);
  chmodSync(path, 0o777);
  return path;
};

/** Electron as a program in `folder` that gives up its rights first; `words` are its arguments, as bash reads them. */
export const confinedElectron = (folder: string, words: string): ElectronRuntime => {
  chmodSync(folder, 0o755);
  const home = userFolder(join(folder, 'home'));
  const { program, origin } = electronRuntime(folder);
  const wrapper = join(folder, 'electron.sh');
  const command = [...withoutRights, program, ...flags, words].join(' ');
  writeFileSync(wrapper, `#!/bin/bash\nexport HOME=${home}\nexec ${command}\n`);
  chmodSync(wrapper, 0o755);
  return { program: wrapper, origin };
};
