/** One process of the time-stamp service: a node with its own log, behind ports that all of them share. */
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import process from 'node:process';
import { asBedSignError } from '@bedsign/contract';
import { pino } from 'pino';
import { loadAuthorities } from '../../ca/index.ts';
import { openDataFolder } from '../../first-run/data-folder.ts';
import { guardConnections } from '../../gate/guard-connections.ts';
import { limitHttp } from '../../gate/limit-connections.ts';
import { storageError } from '../../storage/index.ts';
import { serveTime } from '../../time/serve-time.ts';
import { openTsa } from '../open-tsa.ts';
import { createSettingsGate } from '../settings/settings-gate.ts';
import { openTsaSettings } from '../settings/settings-store.ts';
import { createHttpListener } from './http-listener.ts';
import type { ProcessOptions, ProcessReady } from './supervise.ts';
import { createTcpListener } from './tcp-listener.ts';

const listen = async (server: Server, host: string, port: number): Promise<number> => {
  server.listen({ host, port });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const start = async ({ data, host, port, tcpPort, logLevel }: ProcessOptions): Promise<ProcessReady> => {
  const log = pino({ level: logLevel }, pino.destination(2));
  const folder = await openDataFolder(data);
  const authorities = await loadAuthorities(folder.db, folder.vault);
  const settings = await openTsaSettings(folder, (err) => log.error({ err }, 'settings'));
  const current = () => settings.current().settings;
  const gate = createSettingsGate(settings, log);
  const { refusals, admits } = gate;
  // The main server publishes time; here it is only kept.
  const time = await serveTime({ ...current().time, sntpServer: null }, { ...folder, log, admits });
  const retentionDays = () => current().retentionDays;
  const tsa = await openTsa({ folder, authorities, time, retentionDays, refusals, log });

  const http = createHttpListener(tsa.authority, refusals);
  limitHttp(http, current().limits);
  settings.onChange((changed) => limitHttp(http, changed.settings.limits));
  const tcp = createTcpListener(tsa.authority, refusals, () => current().limits);
  for (const server of [http, tcp]) guardConnections(server, gate);

  const { listen: where } = current();
  const ready: ProcessReady = {
    url: `http://${host ?? where.http.address}:${await listen(http, host ?? where.http.address, port ?? where.http.port)}`,
    ...((tcpPort !== undefined || where.tcp.enabled) && {
      tcpPort: await listen(tcp, host ?? where.tcp.address, tcpPort ?? where.tcp.port),
    }),
  };
  end = async () => {
    http.close();
    http.closeAllConnections();
    tcp.close();
    await tsa.close();
    await time.close();
    settings.close();
    await folder.db.destroy();
  };
  return ready;
};

process.umask(0o077);
// Ctrl-C reaches every process of the terminal; the supervisor says when to end, by a message or by its own end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
let end = async (): Promise<void> => {};
const endAndExit = async (): Promise<void> => {
  await end();
  process.exit(0);
};
process.once('disconnect', endAndExit);
process.once('message', async (options: ProcessOptions) => {
  process.once('message', endAndExit);
  try {
    process.send?.({ ready: await start(options) });
  } catch (thrown) {
    process.send?.({ error: storageError(thrown) ?? asBedSignError(thrown) }, () => process.exit(1));
  }
});
