/** `npm start`: the server, the station and the windows of a demo hospital, started in order and stopped in reverse. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asBedSignError, BedSignError, errorLine } from '@bedsign/contract';
import { chooseShell } from '../shell/choose-shell.ts';
import { printedAddresses } from '../shell/printed-addresses.ts';
import { startProcess } from './managed-process.ts';
import { parseOptions, usage } from './options.ts';
import { showPages } from './show-pages.ts';
import type { StationReady } from './station-ready.ts';
import { describeServer, describeStation } from './summary.ts';
import { superviseStation } from './supervise.ts';

type ServerReady = { url: string; mode: string };

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const print = (line: string) => console.log(line);
const cleanUps: (() => Promise<unknown>)[] = [];
let stopping: Promise<void> | undefined;

const stopAll = (): Promise<void> => {
  stopping ??= (async () => {
    print('\n正在停止… stopping');
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  })();
  return stopping;
};

const start = async (): Promise<string> => {
  const options = parseOptions(process.argv.slice(2));
  const pages = root('renderer/dist');
  if (!existsSync(join(pages, 'nurse.html'))) throw new BedSignError('CONFIG_INVALID', 'no pages: run npm ci first');
  mkdirSync(options.data, { recursive: true, mode: 0o700 });

  const server = await startProcess<ServerReady>('server', root('server-stub/cli.ts'), [
    ...['start', '--demo', '--data', join(options.data, 'server'), '--port', String(options.port)],
    ...['--log-level', 'warn'],
  ]);
  cleanUps.push(server.stop);
  describeServer(server.ready, options.data, print);
  const howToStop = '按 Ctrl-C 停止。Ctrl-C stops everything.';
  if (options.serverOnly) {
    print(howToStop);
    return server.ended;
  }

  const ownPort = options.port && options.port + 1;
  const stationArguments = (port: number) => [
    ...['--data', join(options.data, 'station'), '--server', server.ready.url, '--pages', pages],
    ...['--port', String(port)],
    ...['--credential', join(options.data, 'server', 'station-credential.json')],
    ...['--trust', join(options.data, 'server', 'trust', 'root.pem')],
    ...['--demo-logins', join(options.data, 'server', 'demo-logins.json')],
  ];
  const station = await superviseStation(
    (port = ownPort) => startProcess<StationReady>('station', root('native-bridge/main.ts'), stationArguments(port)),
    console.error,
  );
  cleanUps.push(station.stop);
  describeStation(station.ready, print);

  const shell = options.headless ? printedAddresses(print) : await chooseShell(options.data, print);
  cleanUps.push(shell.quit);
  print(`  窗口 shell              ${shell.name}`);
  await showPages(shell, station, console.error);
  print(howToStop);
  return Promise.race([server.ended, shell.closedByUser.then(() => '')]);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stopAll().then(() => process.exit(0)));
try {
  const ended = await start();
  const asked = stopping !== undefined || ended === '';
  await stopAll();
  if (!asked) console.error(ended);
  process.exit(asked ? 0 : 1);
} catch (thrown) {
  await stopAll();
  const error = asBedSignError(thrown);
  console.error(errorLine(error));
  if (error.code === 'CONFIG_INVALID') console.error(usage);
  process.exit(1);
}
