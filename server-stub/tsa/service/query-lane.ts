import type { Socket } from 'node:net';
import { type QueryHead, readQueryHead } from './query-head.ts';
import { send } from './send.ts';

/** Longer heads are Node's. */
const longestHead = 4096;
const endOfHead = Buffer.from('\r\n\r\n');

type Query = { head: QueryHead; body: Buffer };

/**
 * Reads what arrives on one connection as queries, whole and plain; undefined where it is anything else, half of one too. A client
 * repeats its head to the byte: what it says is worked out once.
 */
const createReader = (): ((arrived: Buffer) => Query[] | undefined) => {
  let known: (QueryHead & { bytes: Buffer }) | undefined;
  const headOf = (bytes: Buffer): typeof known => {
    if (known && bytes.subarray(0, known.bytes.length).equals(known.bytes)) return known;
    const end = bytes.subarray(0, longestHead).indexOf(endOfHead);
    const head = end < 0 ? undefined : readQueryHead(bytes.toString('latin1', 0, end));
    return head && { ...head, bytes: Buffer.from(bytes.subarray(0, end + endOfHead.length)) };
  };
  return (arrived) => {
    const queries: Query[] = [];
    for (let rest = arrived; rest.length > 0; ) {
      known = headOf(rest);
      if (!known) return undefined;
      const start = known.bytes.length;
      const end = start + known.bodyLength;
      if (rest.length < end) return undefined;
      queries.push({ head: known, body: rest.subarray(start, end) });
      rest = rest.subarray(end);
    }
    return queries;
  };
};

/**
 * Answers the queries on a connection as long as they arrive whole and plain: Node's own HTTP costs as much as a signature. With
 * the first that does not, the connection goes to `handOver`, with all that is unread, and does not come back. `answer` makes a
 * whole HTTP response and never rejects; `idleMs`: how long a peer may be silent.
 */
export const serveQueries = (
  socket: Socket,
  answer: (head: QueryHead, query: Buffer) => Promise<Buffer>,
  idleMs: number,
  handOver: () => void,
): void => {
  const read = createReader();
  let answering = false;

  const receive = async (arrived: Buffer): Promise<void> => {
    const queries = read(arrived);
    if (!queries) {
      socket.off('data', receive).off('timeout', destroy).off('end', end).off('error', ignore).setTimeout(0);
      socket.pause().unshift(arrived);
      handOver();
      return void socket.resume();
    }
    answering = true;
    socket.pause(); // who sends faster than we answer waits
    for (const response of queries.map(({ head, body }) => answer(head, body))) await send(socket, await response);
    answering = false;
    if (socket.readableEnded) socket.end();
    else socket.resume();
  };
  const destroy = (): void => void socket.destroy();
  const end = (): void => void (answering || socket.end());
  const ignore = (): void => {}; // the peer is gone: there is nobody to answer

  socket.setTimeout(idleMs);
  socket.on('data', receive).on('timeout', destroy).on('end', end).on('error', ignore);
};
