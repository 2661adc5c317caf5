import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Moment } from '../monitor.ts';
import { answerClient, kissRate, readRequest } from './answer-client.ts';
import { createRateLimit } from './rate-limit.ts';

export type SntpServer = { port: number; close(): Promise<void> };
type Needs = {
  clock: Clock;
  /** Trusted time, or undefined where there is none. */
  now(): Moment | undefined;
  /** Whether an address may ask at all; what it sends is not looked at before. */
  admits(address: string): boolean;
};

/**
 * Gives trusted time to others (RFC 4330, unicast). One datagram of 48 bytes for one of at least 48, so nobody gains by asking
 * in another's name. Rejects if the port cannot be had.
 */
export const startSntpServer = async (
  { host, port }: { host: string; port: number },
  { clock, now, admits }: Needs,
): Promise<SntpServer> => {
  const verdictOn = createRateLimit(clock);
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('message', (bytes, from) => {
    const receivedAt = clock.monotonic();
    if (!admits(from.address)) return;
    const asked = readRequest(bytes);
    const verdict = asked ? verdictOn(from.address) : 'drop';
    if (!asked || verdict === 'drop') return;
    const reply = verdict === 'warn' ? kissRate(asked) : answerClient(asked, now(), receivedAt, clock);
    // Whether it arrives is the client's affair.
    socket.send(reply, from.port, from.address, () => {});
  });
  socket.bind({ port, address: host });
  await once(socket, 'listening');
  // An error after this concerns one datagram.
  socket.on('error', () => {});
  socket.unref();
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(resolve)),
  };
};
