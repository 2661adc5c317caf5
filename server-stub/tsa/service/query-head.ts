import type { ProfileName } from '../../ca/index.ts';
import { longestQuery } from './limits.ts';

/** Where each profile is asked for tokens, and how a query is named (RFC 3161 §3.4). */
export const profiles = new Map<string, ProfileName>([
  ['/tsa', 'sm2'],
  ['/tsa/ecdsa', 'ecdsa'],
]);
export const queryType = 'application/timestamp-query';

/** What a head says, of a request of which nothing but its body need be read any more. */
export type QueryHead = { profile: ProfileName; label: string | undefined; bodyLength: number };

const requestLine = /^POST ([a-z/]+)(?:\?application=([A-Za-z0-9._-]+))? HTTP\/1\.1$/;
/** RFC 9112 §5.1: a token, a colon at once, and in the value nothing but ASCII. */
const fieldLine = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\x20-\x7e]*?)[ \t]*$/;
/** Fields that change how the rest is to be read. */
const framing = ['transfer-encoding', 'expect', 'upgrade'];

/** The fields by name, lower case; undefined where one is no field or comes twice. */
const readFields = (lines: readonly string[]): Map<string, string> | undefined => {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = fieldLine.exec(line) ?? [];
    if (!name || fields.has(name.toLowerCase())) return undefined;
    fields.set(name.toLowerCase(), value);
  }
  return fields;
};

/**
 * Reads the head of a query as nearly every client sends it: HTTP/1.1, its length stated, the connection kept. `head` is without the
 * empty line that ends it. Undefined for all else, right or wrong: that is for a whole HTTP server to judge.
 */
export const readQueryHead = (head: string): QueryHead | undefined => {
  const [first = '', ...lines] = head.split('\r\n');
  const [, path = '', label] = requestLine.exec(first) ?? [];
  const profile = profiles.get(path);
  const fields = readFields(lines);
  if (!profile || !fields?.has('host') || fields.get('content-type') !== queryType) return undefined;
  if (!/^(keep-alive)?$/i.test(fields.get('connection') ?? '') || framing.some((name) => fields.has(name)))
    return undefined;
  const length = fields.get('content-length') ?? '';
  if (!/^[1-9]\d{0,5}$/.test(length) || Number(length) > longestQuery) return undefined;
  return { profile, label, bodyLength: Number(length) };
};
