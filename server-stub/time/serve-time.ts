import type { TimeSettings, TimeState } from '@bedsign/contract';
import { type AuditSubject, recordAudit } from '../audit/audit-chain.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { machineClock } from './clock.ts';
import { startSntpServer } from './ntp/sntp-server.ts';
import { createChangeRecorder } from './record-changes.ts';
import { type PreciseTime, startTrustedTime, type TrustedTime } from './trusted-time.ts';

/** What of a logger is needed here; Fastify's own fits. */
export type TimeLogger = Record<'info' | 'warn' | 'error', (fields: Record<string, unknown>, message: string) => void>;

/** `admits`: whether an address may ask for time. */
type TimeServing = { db: Db; vault: Vault; log: TimeLogger; admits(address: string): boolean };

type Published = { state: TimeState['sntpServer']; close(): Promise<void> };

/** Time for others, where the settings say so. That it cannot be given is no reason to sign nothing: it is logged and shown. */
const publish = async (
  at: TimeSettings['sntpServer'],
  time: PreciseTime,
  { log, admits }: TimeServing,
): Promise<Published> => {
  if (!at) return { state: null, close: async () => {} };
  try {
    const { port, close } = await startSntpServer(at, { clock: machineClock, now: time.moment, admits });
    log.info({ host: at.host, port }, 'SNTP server');
    return { state: { host: at.host, port, problem: null }, close };
  } catch (err) {
    log.error({ err, ...at }, 'SNTP server cannot start');
    const problem = (err as NodeJS.ErrnoException).code ?? String(err);
    return { state: { ...at, problem }, close: async () => {} };
  }
};

/** Trusted time of a running server: its changes are logged and audited, and others may ask for it. */
export const serveTime = async (settings: TimeSettings, serving: TimeServing): Promise<TrustedTime> => {
  const { db, vault, log } = serving;
  let audited = Promise.resolve();
  const recorder = createChangeRecorder(machineClock, ({ state, skipped }) => {
    const { trusted, reason, offsetMs, accuracyMs } = state;
    log[trusted ? 'info' : 'warn']({ time: state, skipped }, trusted ? 'time is trusted' : 'time is not trusted');
    const subject: AuditSubject = trusted
      ? { offsetMs: offsetMs ?? 0, accuracyMs: accuracyMs ?? 0 }
      : { reason: reason ?? '' };
    audited = audited
      .then(() => recordAudit(db, vault, trusted ? 'time-trusted' : 'time-not-trusted', { ...subject, skipped }))
      .catch((err: unknown) => log.error({ err }, 'audit of time'));
  });
  const time = await startTrustedTime(settings, { changed: recorder.note });
  const published = await publish(settings.sntpServer, time, serving);
  return {
    ...time,
    state: () => ({ ...time.state(), sntpServer: published.state }),
    async close() {
      await published.close();
      await time.close();
      recorder.close();
      await audited;
    },
  };
};
