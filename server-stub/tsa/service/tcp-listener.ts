import { createServer, type Server, type Socket } from 'node:net';
import type { TsaSettings } from '@bedsign/contract';
import type { ProfileName } from '../../ca/index.ts';
import type { RefusalLog } from '../../gate/refusal-log.ts';
import { application } from '../application.ts';
import type { TimeStampAuthority } from '../time-stamp-authority.ts';
import { longestQuery } from './limits.ts';
import { send } from './send.ts';

/*
 * The socket based protocol of RFC 3161 §3.3: a message is its length (4 bytes, of what follows), a flag and a value. We
 * answer every tsaMsg at once, so there is nothing to poll for.
 */

const flag = { tsaMsg: 0, pollReq: 2, finalMsgRep: 5, errorMsgRep: 6 } as const;
const lengthBytes = 4;

export const encodeMessage = (messageFlag: number, value: Uint8Array): Buffer => {
  const head = Buffer.alloc(lengthBytes + 1);
  head.writeUInt32BE(value.length + 1);
  head[lengthBytes] = messageFlag;
  return Buffer.concat([head, value]);
};

const profile: ProfileName = 'sm2';

const serve = (socket: Socket, tsa: TimeStampAuthority, refusals: RefusalLog, limits: () => TsaSettings['limits']) => {
  let waiting = Buffer.alloc(0);
  let deadline: NodeJS.Timeout | undefined;
  const refuse = (why: string): void => {
    refusals.note('not-a-query', socket.remoteAddress);
    socket.end(encodeMessage(flag.errorMsgRep, Buffer.from(why)));
    socket.removeAllListeners('data');
    socket.resume();
  };
  /** The next whole message, taken off what waits. */
  const take = (): Buffer | undefined => {
    if (waiting.length < lengthBytes) return undefined;
    const end = lengthBytes + waiting.readUInt32BE(0);
    if (waiting.length < end) return undefined;
    const message = waiting.subarray(lengthBytes, end);
    waiting = waiting.subarray(end);
    return message;
  };
  const answerAll = async (): Promise<void> => {
    for (let message = take(); message; message = take()) {
      if (message[0] === flag.pollReq) return refuse('nothing to poll for: every query is answered at once');
      if (message[0] !== flag.tsaMsg) return refuse('a message begins with its length and the flag 00');
      const reply = await tsa.answer(
        profile,
        message.subarray(1),
        application.stranger(undefined, socket.remoteAddress),
      );
      await send(socket, encodeMessage(flag.finalMsgRep, reply));
    }
    clearTimeout(deadline);
    // Slow or half: what has begun must end in time, whatever trickles in.
    if (waiting.length > 0)
      deadline = setTimeout(() => {
        refusals.note('not-a-query', socket.remoteAddress);
        socket.destroy();
      }, limits().requestSeconds * 1000);
  };

  socket.setTimeout(limits().idleSeconds * 1000, () => socket.destroy());
  socket.on('error', () => {}); // 'close' follows
  socket.on('close', () => clearTimeout(deadline));
  socket.on('data', async (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    if (waiting.length >= lengthBytes && waiting.readUInt32BE(0) > longestQuery + 1)
      return refuse(`at most ${longestQuery} bytes`);
    socket.pause(); // one at a time: who sends faster than we answer waits
    await answerAll();
    socket.resume();
  });
};

/** SM2 tokens over RFC 3161 §3.3. */
export const createTcpListener = (
  tsa: TimeStampAuthority,
  refusals: RefusalLog,
  limits: () => TsaSettings['limits'],
): Server => {
  const server = createServer({ noDelay: true }, (socket) => serve(socket, tsa, refusals, limits));
  server.maxConnections = limits().connections;
  return server;
};
