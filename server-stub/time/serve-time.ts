import type { TimeSettings } from '@bedsign/contract';
import { type AuditSubject, recordAudit } from '../audit/audit-chain.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { machineClock } from './clock.ts';
import { createChangeRecorder } from './record-changes.ts';
import { startTrustedTime, type TrustedTime } from './trusted-time.ts';

/** What of a logger is needed here; Fastify's own fits. */
export type TimeLogger = Record<'info' | 'warn' | 'error', (fields: Record<string, unknown>, message: string) => void>;

/** Trusted time of a running server: its changes are logged and audited. */
export const serveTime = async (
  settings: TimeSettings,
  { db, vault, log }: { db: Db; vault: Vault; log: TimeLogger },
): Promise<TrustedTime> => {
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
  return {
    ...time,
    async close() {
      await time.close();
      recorder.close();
      await audited;
    },
  };
};
