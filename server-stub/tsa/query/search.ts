import { BedSignError, type LoggedTimeStamp, type TimeStampFilter, type TimeStampQuery } from '@bedsign/contract';
import { parseTimeStampToken } from '@bedsign/gm';
import type { HeavyWork } from '../../workers/index.ts';
import type { ReadToken, TokenReader } from '../log/read-tokens.ts';
import { contentOf } from '../stamps/content.ts';
import type { FoundToken, TokenSearch } from '../token-index/find-tokens.ts';

const prefixes = ['app', 'staff', 'station', 'ip'];

/** Every name in the log that an application's name may mean (application.ts). */
const namesOf = (name: string): string[] => [name, ...prefixes.map((prefix) => `${prefix}:${name}`)];

/** Positive integers in DER carry a leading zero that is none of the number's. */
const plainSerial = (serial: string): string => serial.toLowerCase().replace(/^00(?=[89a-f])/, '');

/** What a filter asks of the index. */
export const searchOf = ({ serial, digest, from, to, application }: TimeStampFilter): Omit<TokenSearch, 'limit'> => ({
  serial: serial && plainSerial(serial),
  digest: digest?.toLowerCase(),
  ...{ from, to },
  applications: application === undefined ? undefined : namesOf(application),
});

const serialOf = ({ node, sequence }: FoundToken): string => node + sequence.toString(16).padStart(16, '0');

export const cursorOf = (token: FoundToken): string => `${token.time}-${serialOf(token)}`;

const afterCursor = (cursor: string | undefined): TokenSearch['after'] => {
  if (cursor === undefined) return undefined;
  const [time = '', serial = ''] = cursor.split('-');
  return { time: Number(time), node: serial.slice(0, 16), sequence: Number.parseInt(serial.slice(16), 16) };
};

export const toLogged = ({ token, application, by }: ReadToken): LoggedTimeStamp => ({
  content: contentOf(parseTimeStampToken(token)),
  profile: by.profile,
  application,
});

export type Searching = { tokens: string; work: Pick<HeavyWork, 'findTokens'>; reader: TokenReader };
export type FoundPage = { found: { token: ReadToken; logged: LoggedTimeStamp }[]; next: string | null };

const readPage = async (
  { tokens, work, reader }: Searching,
  { cursor, limit = 50, ...filter }: TimeStampQuery,
): Promise<FoundPage> => {
  const search = searchOf(filter);
  const places = await work.findTokens(tokens, { ...search, after: afterCursor(cursor), limit: limit + 1 });
  const found: FoundPage['found'] = [];
  for (const place of places.slice(0, limit)) {
    const token = await reader.read(place);
    if (!token) continue;
    const logged = toLogged(token);
    if (logged.content.serial !== serialOf(place)) throw new BedSignError('TOKEN_LOG_DAMAGED', serialOf(place));
    if (search.digest === undefined || search.digest === logged.content.digest) found.push({ token, logged });
  }
  const last = places[limit - 1];
  return { found, next: places.length > limit && last ? cursorOf(last) : null };
};

/** Pages of other digests that begin like the wanted one, before a page may be empty. */
const mostEmpty = 20;

/** One page of what fits, newest first, read from the log itself: the index only says where. It may be short. */
export const searchTokens = async (searching: Searching, query: TimeStampQuery): Promise<FoundPage> => {
  let page = await readPage(searching, query);
  for (let empty = 0; page.found.length === 0 && page.next !== null && empty < mostEmpty; empty++)
    page = await readPage(searching, { ...query, cursor: page.next });
  return page;
};
