import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import type { Clock } from '../clock.ts';
import { SourceError } from '../source-error.ts';

export type NtpServer = { host: string; port: number };
/** A reply, and when request and reply passed us (monotonic ms). */
export type Answer = { reply: Uint8Array; sentAt: number; receivedAt: number; address: string };

/**
 * Sends `request` and resolves with the first datagram from that server that `isReply`; all others are let pass, so that
 * nobody can stop the answer by sending something before it. SourceError when nothing came in time.
 */
export type Exchange = (
  server: NtpServer,
  request: Uint8Array,
  isReply: (bytes: Uint8Array) => boolean,
) => Promise<Answer>;

/** The longest that a reply is waited for, ms. */
export const replyWithinMs = 2000;

const connect = (socket: Socket, port: number, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(port, address, resolve);
  });

const silent = (thrown: unknown): SourceError => {
  const { code, message } = thrown as NodeJS.ErrnoException;
  return thrown instanceof SourceError ? thrown : new SourceError('silent', code ?? message);
};

/**
 * One exchange over UDP. Each has a socket of its own, on a port that nobody can foresee (RFC 9109), connected, so that the
 * kernel drops what other addresses send.
 */
export const udpExchange =
  (clock: Clock): Exchange =>
  async ({ host, port }, request, isReply) => {
    let socket: Socket | undefined;
    let callOff = () => {};
    try {
      const { address, family } = await lookup(host);
      const open = createSocket(family === 6 ? 'udp6' : 'udp4');
      socket = open;
      await connect(open, port, address);
      return await new Promise<Answer>((resolve, reject) => {
        let sentAt = 0;
        open.on('message', (reply) => {
          const receivedAt = clock.monotonic();
          if (isReply(reply)) resolve({ reply, sentAt, receivedAt, address });
        });
        open.once('error', reject);
        callOff = clock.after(replyWithinMs, () => reject(new SourceError('silent', 'no answer')));
        sentAt = clock.monotonic();
        open.send(request);
      });
    } catch (thrown) {
      throw silent(thrown);
    } finally {
      callOff();
      socket?.close();
    }
  };
