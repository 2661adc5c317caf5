import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ManagedProcess, startProcess } from '../../electron/start/managed-process.ts';
import type { StationReady } from '../../electron/start/station-ready.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export type ServerReady = { url: string; mode: string };
export type DemoLogin = { username: string; password: string; name: string };

/** The folders of one demo hospital under `data`, as `npm start` lays them out. */
export const folders = (data: string) => ({
  server: join(data, 'server'),
  station: join(data, 'station'),
  credential: join(data, 'server', 'station-credential.json'),
  trust: join(data, 'server', 'trust', 'root.pem'),
  logins: join(data, 'server', 'demo-logins.json'),
  pages: root('renderer/dist'),
});

/** The real server process on the demo hospital in `data`. */
export const startServer = (data: string, port = 0): Promise<ManagedProcess<ServerReady>> =>
  startProcess('server', root('server-stub/cli.ts'), [
    ...['start', '--demo', '--data', folders(data).server, '--port', String(port), '--log-level', 'warn'],
  ]);

/** The real station process, against the server at `serverUrl`. */
export const startStation = (data: string, serverUrl: string, port = 0): Promise<ManagedProcess<StationReady>> => {
  const at = folders(data);
  return startProcess('station', root('native-bridge/main.ts'), [
    ...['--data', at.station, '--server', serverUrl, '--port', String(port), '--pages', at.pages],
    ...['--credential', at.credential, '--trust', at.trust, '--demo-logins', at.logins],
  ]);
};

/** The demo account of `username`. */
export const demoLogin = async (data: string, username: string): Promise<DemoLogin> => {
  const logins = JSON.parse(await readFile(folders(data).logins, 'utf8')) as DemoLogin[];
  const found = logins.find((login) => login.username === username);
  if (!found) throw new Error(`no demo account ${username}`);
  return found;
};
