import { appendAudit } from '../audit/audit-chain.ts';
import { initialiseAuthorities } from '../ca/index.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, writeSetting } from '../storage/index.ts';
import type { Mode } from './mode.ts';

/**
 * The first run of a data folder: its mode, its keys and certificates, and what `furnish` adds, in one transaction.
 * Killed at any point, it has never happened and the next start does it again.
 */
export const initialise = (
  db: Db,
  vault: Vault,
  { mode, organisation }: { mode: Mode; organisation: string },
  furnish: (trx: Db) => Promise<void>,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await writeSetting(trx, 'mode', mode);
    await writeSetting(trx, 'organisation', organisation);
    await appendAudit(trx, vault, 'initialised', { mode });
    await initialiseAuthorities(trx, vault, organisation);
    await furnish(trx);
  });
