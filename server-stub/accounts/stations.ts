import { randomUUID } from 'node:crypto';
import { appendAudit } from '../audit/audit-chain.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction } from '../storage/index.ts';
import { newToken, tokenHash } from './tokens.ts';

export type Station = { id: string; name: string };
/** What a station keeps in its credential file; the token is shown once and never again. */
export type StationCredential = Station & { token: string };

export const addStation = async (db: Db, vault: Vault, name: string): Promise<StationCredential> => {
  const station = { id: randomUUID(), name };
  const token = newToken();
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('station')
      .values({ ...station, token_hash: tokenHash(token), created_at: Date.now() })
      .execute();
    await appendAudit(trx, vault, 'station-added', { station: station.id });
  });
  return { ...station, token };
};

export const stationOfToken = (db: Db, token: string): Promise<Station | undefined> =>
  db.selectFrom('station').select(['id', 'name']).where('token_hash', '=', tokenHash(token)).executeTakeFirst();
