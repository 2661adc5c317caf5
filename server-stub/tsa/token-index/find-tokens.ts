import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TsaStatus } from '@bedsign/contract';
import { listNodes } from '../log/node-folder.ts';
import { segmentOf } from '../log/segment.ts';
import { imprintKey } from './fill-index.ts';
import { type IndexDatabase, readIndex } from './open-index.ts';

/** Where a token stands in the log. */
export type FoundToken = {
  node: string;
  sequence: number;
  segment: number;
  start: number;
  /** genTime, ms. */
  time: number;
  application: string;
};

export type TokenSearch = {
  /** Hex, whole. */
  serial?: string | undefined;
  digest?: string | undefined;
  /** Both belong to the range. */
  from?: number | undefined;
  to?: number | undefined;
  /** Any of these names. */
  applications?: string[] | undefined;
  /** What stands before and at it in the order (newest first) is left out. */
  after?: Pick<FoundToken, 'node' | 'sequence' | 'time'> | undefined;
  limit: number;
};

/** Does `work` on the index of each node that has one that can be read; the others are being made anew. */
const onEach = async <T>(tokens: string, work: (database: IndexDatabase, node: string) => T): Promise<T[]> => {
  const results: T[] = [];
  for (const node of await listNodes(tokens)) {
    const database = await readIndex(join(tokens, node));
    if (!database) continue;
    try {
      results.push(work(database, node));
    } finally {
      database.close();
    }
  }
  return results;
};

const nodeDigits = 16;

/** The conditions of a search on the index of `node`, or undefined where nothing of it can fit. */
const conditionsOf = (search: TokenSearch, node: string, database: IndexDatabase) => {
  const { serial, digest, from, to, applications, after } = search;
  const conditions: [sql: string, ...values: unknown[]][] = [];
  if (serial !== undefined) {
    if (serial.length !== 2 * nodeDigits || !serial.startsWith(node)) return undefined;
    conditions.push(['sequence = ?', Number.parseInt(serial.slice(nodeDigits), 16)]);
  }
  if (digest !== undefined) conditions.push(['imprint = ?', imprintKey(Buffer.from(digest, 'hex'))]);
  if (from !== undefined) conditions.push(['time >= ?', from]);
  if (to !== undefined) conditions.push(['time <= ?', to]);
  if (applications) {
    const marks = applications.map(() => '?').join(', ');
    const ids = database.prepare(`select id from application where name in (${marks})`).pluck().all(applications);
    if (ids.length === 0) return undefined;
    conditions.push([`token.application in (${ids.map(() => '?').join(', ')})`, ...ids]);
  }
  if (after) {
    // Of several nodes' tokens of one millisecond those of the later name come first.
    if (node < after.node) conditions.push(['time <= ?', after.time]);
    else if (node > after.node) conditions.push(['time < ?', after.time]);
    else conditions.push(['(time, sequence) < (?, ?)', after.time, after.sequence]);
  }
  return conditions;
};

const inOrder = (one: FoundToken, other: FoundToken): number =>
  other.time - one.time || (one.node < other.node ? 1 : one.node > other.node ? -1 : other.sequence - one.sequence);

/** The newest tokens that fit, over all nodes under `tokens`. A digest is compared by its first bytes only. */
export const findTokens = async (tokens: string, search: TokenSearch): Promise<FoundToken[]> => {
  const found = await onEach(tokens, (database, node): FoundToken[] => {
    const conditions = conditionsOf(search, node, database);
    if (!conditions) return [];
    const where = conditions.length > 0 ? `where ${conditions.map(([sql]) => sql).join(' and ')}` : '';
    const rows = database
      .prepare(
        `select sequence, segment, start, time, name as application
         from token join application on application.id = token.application
         ${where} order by time desc, sequence desc limit ?`,
      )
      .all(...conditions.flatMap(([, ...values]) => values), search.limit) as Omit<FoundToken, 'node'>[];
    return rows.map((row) => ({ node, ...row }));
  });
  return found.flat().sort(inOrder).slice(0, search.limit);
};

export type TokenCounts = Pick<TsaStatus, 'tokens' | 'log'>;

const [minuteMs, hourMs] = [60_000, 3_600_000];

const countNode = (database: IndexDatabase, now: number) => {
  const one = (sql: string, ...values: unknown[]) =>
    database
      .prepare(sql)
      .pluck()
      .get(...values) as number | null;
  const since = (ms: number) => one('select count(*) from token where time > ?', now - ms) ?? 0;
  return {
    total: one('select count(*) from token') ?? 0,
    lastMinute: since(minuteMs),
    lastHour: since(hourMs),
    oldest: one('select min(time) from token'),
    newest: one('select max(time) from token'),
  };
};

/** How many tokens there are, and what the log takes on the disk. */
export const countTokens = async (tokens: string): Promise<TokenCounts> => {
  const now = Date.now();
  const counted = await onEach(tokens, (database) => countNode(database, now));
  const sum = (key: 'total' | 'lastMinute' | 'lastHour') => counted.reduce((total, node) => total + node[key], 0);
  const times = (key: 'oldest' | 'newest') => counted.flatMap((node) => node[key] ?? []);
  const nodes = await listNodes(tokens);
  const files = nodes.flatMap((node) =>
    readdirSync(join(tokens, node))
      .filter((file) => segmentOf(file) !== undefined)
      .map((file) => statSync(join(tokens, node, file), { throwIfNoEntry: false })?.size ?? 0),
  );
  return {
    tokens: {
      ...{ total: sum('total'), lastMinute: sum('lastMinute'), lastHour: sum('lastHour') },
      oldest: times('oldest').reduce<number | null>((least, time) => Math.min(least ?? time, time), null),
      newest: times('newest').reduce<number | null>((most, time) => Math.max(most ?? time, time), null),
    },
    log: { nodes: nodes.length, segments: files.length, bytes: files.reduce((total, size) => total + size, 0) },
  };
};
