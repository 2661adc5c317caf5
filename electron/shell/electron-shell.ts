import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BedSignError, type PageRole } from '@bedsign/contract';
import type { ElectronAnswer, ElectronEvent, ElectronRequest } from './electron-commands.ts';
import type { Display, Shell } from './shell.ts';

const app = fileURLToPath(new URL('../main', import.meta.url));

/** The pages in Electron windows. The launcher stays outside; Electron's main process only opens windows. */
export const openElectronShell = async (binary: string, profileRoot: string, extra: string[] = []): Promise<Shell> => {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...sandbox, ...extra, `--user-data-dir=${join(profileRoot, 'electron-profile')}`, app], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let lastId = 0;

  const started = new Promise<unknown>((resolve, reject) => waiting.set(0, { resolve, reject }));
  const displayListeners: (() => void)[] = [];
  const goneListeners: ((page: PageRole) => void)[] = [];
  child.on('message', (message: ElectronAnswer | ElectronEvent) => {
    if ('event' in message) {
      if (message.event === 'pageGone') for (const listener of goneListeners) listener(message.page);
      else for (const listener of displayListeners) listener();
      return;
    }
    const { id, result, error } = message;
    const request = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) request?.resolve(result);
    else request?.reject(new BedSignError('INTERNAL', `electron: ${error}`));
  });
  child.once('exit', () => {
    for (const request of waiting.values()) request.reject(new BedSignError('INTERNAL', 'electron ended'));
    waiting.clear();
  });
  await started;

  const ask = (request: ElectronRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      child.send({ id, ...request });
    });

  return {
    name: `Electron ${binary}`,
    closedByUser: exited.then(() => {}),
    openNurse: async (url) => void (await ask({ do: 'openNurse', url })),
    displays: async () => (await ask({ do: 'displays' })) as Display[],
    onDisplayChange: (callback) => void displayListeners.push(callback),
    closePatient: async () => void (await ask({ do: 'closePatient' })),
    async identify(urlOf) {
      const shown = (await ask({ do: 'displays' })) as Display[];
      await ask({ do: 'identify', urls: shown.map((_, index) => urlOf(index + 1)) });
    },
    onPageGone: (callback) => void goneListeners.push(callback),
    refill: async (page, url) => void (await ask({ do: 'refill', page, url })),
    attention: async () => void (await ask({ do: 'attention' })),
    openPatient: async (url, display) => void (await ask({ do: 'openPatient', url, display })),
    async quit() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(timer);
    },
  };
};
