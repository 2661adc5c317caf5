import { BedSignError } from '@bedsign/contract';
import { accountRoutes } from './accounts/routes.ts';
import { backupRoutes } from './backup/routes.ts';
import { createBlobStore } from './blobs/blob-store.ts';
import { caRoutes, loadAuthorities, loadIdentity, toPemChain, writeTrustAnchors } from './ca/index.ts';
import { deviceRoutes } from './devices/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { verifyStored } from './documents/verify-stored.ts';
import { createDocumentQueue } from './evidence/document-queue.ts';
import { recipientOf } from './evidence/open-envelope.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { holdDataFolder } from './first-run/data-folder.ts';
import type { Mode } from './first-run/mode.ts';
import { settleMode } from './first-run/settle-mode.ts';
import { guardConnections } from './gate/guard-connections.ts';
import { createHttp } from './http/http-server.ts';
import { listen } from './http/listen.ts';
import { isLoopback } from './http/own-names.ts';
import { createTlsIdentity } from './http/tls-identity.ts';
import { infoRoutes } from './info/routes.ts';
import manifest from './package.json' with { type: 'json' };
import { administrationPage } from './pages/administration.ts';
import { registryRoutes } from './registry/routes.ts';
import { readSetting } from './storage/index.ts';
import { taskRoutes } from './tasks/routes.ts';
import { serveTime } from './time/serve-time.ts';
import { tsaCertificateRoutes } from './tsa/certificates/routes.ts';
import { connectivityRoutes } from './tsa/connectivity/routes.ts';
import { openTsa } from './tsa/open-tsa.ts';
import { tokenLogRoutes } from './tsa/query/routes.ts';
import { tsaRoutes } from './tsa/routes.ts';
import { tsaSettingsRoutes } from './tsa/settings/routes.ts';
import { createSettingsGate } from './tsa/settings/settings-gate.ts';
import { openTsaSettings } from './tsa/settings/settings-store.ts';
import { timeStampRoutes } from './tsa/stamps/routes.ts';
import { updateRoutes } from './updates/routes.ts';
import { openWorkers } from './workers/index.ts';

export type ServerOptions = {
  data: string;
  host: string;
  port: number;
  demo: boolean;
  logLevel: string;
  /** The folder of the built pages. */ pages?: string | undefined;
};
export type RunningServer = { url: string; mode: Mode; close(): Promise<void> };

/** Opens everything in order; `close` closes it in reverse. A failure on the way leaves nothing open. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { data, host, port, demo, logLevel, pages } = options;
  if (demo && !isLoopback(host)) throw new BedSignError('DEMO_REFUSED', `a demo listens on loopback, not on ${host}`);
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await holdDataFolder(data, { create: demo }));
  const { db, vault } = folder;

  const mode = await settleMode(folder, demo);
  const organisation = (await readSetting(db, 'organisation')) ?? '';
  const authorities = await loadAuthorities(db, vault);
  const authority = authorities.sm2;
  const { trust } = authority;
  await writeTrustAnchors(data, authorities);
  const evidence = await loadIdentity(db, vault, 'evidence');
  const recipient = recipientOf(evidence);
  const work = openWorkers();
  opened.defer(work.close);
  const blobs = createBlobStore(data, vault, work);
  const tls = isLoopback(host) ? null : await createTlsIdentity(authorities.ecdsa, organisation, host);

  const app = await createHttp({ db, version: manifest.version, host, tls, logLevel });
  const settings = await openTsaSettings(folder, (err) => app.log.error({ err }, 'settings'));
  opened.defer(settings.close);
  const gate = createSettingsGate(settings, app.log);
  const time = await serveTime(settings.current().settings.time, { db, vault, log: app.log, admits: gate.admits });
  opened.defer(time.close);
  guardConnections(app.server, gate);
  const retentionDays = () => settings.current().settings.retentionDays;
  const tsa = await openTsa({ folder, authorities, time, retentionDays, refusals: gate.refusals, log: app.log });
  opened.defer(tsa.close);
  opened.defer(() => app.close()); // before all of these, which its requests still use
  await app.register(infoRoutes, {
    name: organisation,
    version: manifest.version,
    mode,
    evidenceChain: toPemChain(evidence.certificate, authority.issuing, authority.root),
  });
  await app.register(accountRoutes, { db, vault });
  await app.register(registryRoutes, { db, vault });
  await app.register(documentRoutes, {
    ...{ db, vault, blobs, work, trust },
    verify: (documentId) => verifyStored({ db, blobs, work, recipient, trust }, documentId),
  });
  await app.register(taskRoutes, { db, vault, blobs, work });
  await app.register(deviceRoutes, { db, vault, authority, organisation, mode });
  await app.register(evidenceRoutes, {
    ...{ db, vault, blobs, work, mode, authority, organisation, tsa: tsa.authority, recipient },
    inTurn: createDocumentQueue(),
  });
  await app.register(caRoutes, { authorities });
  await app.register(tsaRoutes, { tsa: tsa.authority, refusals: gate.refusals });
  await app.register(timeStampRoutes, { db, vault, authorities, tsa: tsa.authority });
  await app.register(tokenLogRoutes, { db, vault, authorities, data, work, tsa, time, refusals: gate.refusals });
  await app.register(tsaSettingsRoutes, { settings });
  await app.register(tsaCertificateRoutes, { db, vault, authorities });
  await app.register(connectivityRoutes, { db, vault });
  await app.register(backupRoutes, { db, vault });
  await app.register(updateRoutes, { data, db, vault, authority });
  if (pages) await app.register(administrationPage, { folder: pages });

  const url = await listen(app, host, port);
  work.warm();
  const running = opened.move();
  return { url, mode, close: () => running.disposeAsync() };
};
