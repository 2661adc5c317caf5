import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { appCode } from '../../build/package/app-code.ts';
import { runtimePackages } from '../../build/package/production-modules.ts';
import { root } from '../../build/package/repository.ts';
import type { Places } from '../../electron/settings/places.ts';
import { folders } from '../kit/product.ts';
import { confinedElectron, userFolder } from './confined-electron.ts';
import { startDesktop } from './desktop.ts';
import { observeWindows } from './windows.ts';

/** Our code and third-party code of these entries, as packages lay them out: JavaScript below node_modules. */
const writeModules = (folder: string, entries: string[]): void => {
  for (const { path, content } of appCode(root, entries)) {
    const file = join(folder, 'node_modules', '@bedsign', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  for (const path of runtimePackages(root))
    cpSync(join(root, 'node_modules', path), join(folder, 'node_modules', path), { recursive: true });
};

/** A port that is free now. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** The application as it is installed, and a desktop of two screens for it; what it needs to know of its hospital in `data`. */
export const installApplication = async (data: string, serverUrl: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-application-'));
  const app = join(folder, 'app');
  writeModules(app, ['e2e/shell/desktop-main.ts']);
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'bedsign', main: 'node_modules/@bedsign/e2e/shell/desktop-main.js' }),
  );
  const station = join(folder, 'station');
  writeModules(station, ['native-bridge/main.ts']);
  cpSync(join(root, 'renderer', 'dist'), join(station, 'pages'), { recursive: true });
  const node = join(station, 'node');
  cpSync(process.execPath, node);
  const { program, origin } = confinedElectron(folder, `${app} "$@"`);

  const settings = userFolder(join(folder, 'settings'));
  const copied = (name: string, from: string): string => {
    const file = join(settings, name);
    cpSync(from, file);
    chmodSync(file, 0o644);
    return file;
  };
  const places: Places = {
    policyFile: join(settings, 'policy.json'),
    registryKey: null,
    userFile: join(settings, 'none.json'),
    credentialFile: copied('credential.json', folders(data).credential),
    dataFolder: join(userFolder(join(folder, 'var')), 'data'),
    updateFolder: join(folder, 'update'),
  };
  const policy = {
    serverUrl,
    port: await freePort(),
    caCertificate: copied('root.pem', folders(data).trust),
    devices: 'simulated',
  };
  writeFileSync(places.policyFile, JSON.stringify(policy));
  const programs = {
    node,
    station: join(station, 'node_modules', '@bedsign', 'native-bridge', 'main.js'),
    pages: join(station, 'pages'),
  };
  const description = join(folder, 'application.json');
  writeFileSync(description, JSON.stringify({ places, programs }));
  const desktop = await startDesktop(folder);
  const env = { ...process.env, DISPLAY: desktop.display, BEDSIGN_TEST_APPLICATION: description };
  const profile = join(places.dataFolder, 'electron-profile');
  const running = new Set<ChildProcess>();

  return {
    ...{ origin, places, desktop, policy },
    /** Starts the program as an icon does, or as a link does. */
    start(...args: string[]) {
      rmSync(join(profile, 'DevToolsActivePort'), { force: true });
      const child = spawn(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
      running.add(child);
      const ended = once(child, 'exit').finally(() => running.delete(child));
      const { browser, windows, crash } = observeWindows(profile);
      return {
        ...{ child, ended, browser, windows, crash },
        /** The page whose address holds `name`, once it is there. */
        async page(name: string): Promise<Page> {
          for (;;) {
            const pages = (await browser()).contexts().flatMap((context) => context.pages());
            const found = pages.find((candidate) => candidate.url().includes(name));
            if (found) return found;
            await sleep(100);
          }
        },
      };
    },
    log: (): string => {
      const file = join(places.dataFolder, 'logs', 'workstation.log');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    async close(): Promise<void> {
      for (const child of running) child.kill('SIGKILL');
      await desktop.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
};
export type Application = Awaited<ReturnType<typeof installApplication>>;
