import type { Clock } from '../clock.ts';

/** A client may ask this often without end, and this many times at once (RFC 5905's iburst is eight). */
const perSecond = 1;
const atOnce = 16;
/** Clients remembered; the one not heard of for longest is forgotten first. */
const mostClients = 10_000;

export type Verdict = 'answer' | 'warn' | 'drop';
type Bucket = { tokens: number; at: number; warned: boolean };

/** A token bucket for each client: `warn` is the first request beyond its measure, `drop` all that follow. */
export const createRateLimit = (clock: Clock): ((client: string) => Verdict) => {
  const buckets = new Map<string, Bucket>();
  return (client) => {
    const now = clock.monotonic();
    const before = buckets.get(client) ?? { tokens: atOnce, at: now, warned: false };
    const tokens = Math.min(before.tokens + ((now - before.at) / 1000) * perSecond, atOnce);
    const verdict = tokens >= 1 ? 'answer' : before.warned ? 'drop' : 'warn';
    buckets.delete(client);
    buckets.set(client, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now, warned: verdict !== 'answer' });
    if (buckets.size > mostClients) buckets.delete(buckets.keys().next().value ?? '');
    return verdict;
  };
};
