import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { BedSignError } from '@bedsign/contract';
import { createTimeStampQuery, parseTimeStampReply, randomBytes } from '@bedsign/gm';
import { difference, machineClock } from '../../time/clock.ts';
import { askServer } from '../../time/ntp/ask-server.ts';
import { udpExchange } from '../../time/ntp/exchange.ts';
import type { TakeStep } from './run-steps.ts';

type Target = { host: string; port: number };

const resolveHost = (take: TakeStep, host: string): Promise<string> =>
  take(
    'resolve',
    async () => (await lookup(host)).address,
    (address) => address,
  );

const connectTo = (take: TakeStep, target: Target): Promise<void> =>
  take('connect', async (signal) => {
    const socket = connect(target);
    try {
      await once(socket, 'connect', { signal });
    } finally {
      socket.destroy();
    }
  });

export const openPort = async (take: TakeStep, { host, port }: Target): Promise<void> =>
  connectTo(take, { host: await resolveHost(take, host), port });

const signed = (ms: number): string => `${ms < 0 ? '' : '+'}${ms.toFixed(1)} ms`;

/** RFC 5905; what the server says of itself, and how far this machine's clock is from it. */
export const askNtp = async (take: TakeStep, { host, port }: Target): Promise<void> => {
  const address = await resolveHost(take, host);
  await take(
    'answer',
    () => askServer({ host: address, port }, udpExchange(machineClock)),
    ({ offset, error, stratum }) =>
      `stratum ${stratum}, this clock ${signed(difference(machineClock) - offset)} (± ${error.toFixed(1)} ms)`,
  );
};

/** Replies with whole chains have a few thousand bytes; what is longer is not read to its end. */
const mostBytes = 256 * 1024;

const readBody = async ({ body }: Response): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** RFC 3161 §3.4, over random bytes: the authority learns nothing of what is stamped here. No redirect is followed. */
const post = async (url: string, signal: AbortSignal): Promise<Response> => {
  const query = createTimeStampQuery({ digestAlgorithm: 'sha256', digest: randomBytes(32) });
  const headers = { 'content-type': 'application/timestamp-query' };
  const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(query), redirect: 'manual', signal });
  const type = response.headers.get('content-type');
  if (response.status === 200 && type?.startsWith('application/timestamp-reply')) return response;
  await response.body?.cancel();
  throw new Error(`HTTP ${response.status}, ${type ?? 'no content type'}`);
};

/** A time stamp over HTTP: the name, the port, an answer to the request, and a token in it. */
export const askAuthority = async (take: TakeStep, { url }: { url: string }): Promise<void> => {
  if (!URL.canParse(url)) throw new BedSignError('INVALID_REQUEST', 'not an address');
  const { hostname, port, protocol } = new URL(url);
  const address = await resolveHost(take, hostname.replace(/^\[|\]$/g, ''));
  await connectTo(take, { host: address, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
  const response = await take('request', (signal) => post(url, signal));
  await take('answer', async () => parseTimeStampReply(await readBody(response)));
};
