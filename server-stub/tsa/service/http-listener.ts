import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ProfileName } from '../../ca/index.ts';
import { httpServerOptions } from '../../gate/limit-connections.ts';
import type { RefusalLog } from '../../gate/refusal-log.ts';
import { answerNoHttp } from '../../http/answer-errors.ts';
import { securityHeaders } from '../../http/security-headers.ts';
import { application } from '../application.ts';
import type { TimeStampAuthority } from '../time-stamp-authority.ts';
import { longestQuery } from './limits.ts';
import { profiles, type QueryHead, queryType } from './query-head.ts';
import { serveQueries } from './query-lane.ts';
import { createResponseMaker, replyFields } from './response.ts';

const refuse = (response: ServerResponse, status: number, why: string): void => {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'text/plain' }).end(`${why}\n`);
};

/** What is wrong with a request before its body is read, or undefined. */
const objection = ({ method, headers }: IncomingMessage, profile: ProfileName | undefined) => {
  if (!profile) return [404, 'POST /tsa or /tsa/ecdsa'] as const;
  if (method !== 'POST') return [405, 'POST a query (RFC 3161 3.4)'] as const;
  if (headers['content-type'] !== queryType) return [415, queryType] as const;
  if (Number(headers['content-length'] ?? 0) > longestQuery) return [413, `at most ${longestQuery} bytes`] as const;
  return undefined;
};

/** RFC 3161 §3.4 and nothing else, on Node's own server. */
const createWholeServer = (tsa: TimeStampAuthority, refusals: RefusalLog): Server => {
  const server = createServer(httpServerOptions, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://tsa');
    const profile = profiles.get(pathname);
    const wrong = objection(request, profile);
    if (wrong || !profile) {
      refusals.note('not-a-query', request.socket.remoteAddress);
      return refuse(response, wrong?.[0] ?? 404, wrong?.[1] ?? ''); // Node drops a body that nobody reads
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= longestQuery) chunks.push(chunk);
    });
    request.on('end', async () => {
      if (length > longestQuery) {
        refusals.note('not-a-query', request.socket.remoteAddress);
        return refuse(response, 413, `at most ${longestQuery} bytes`);
      }
      const label = searchParams.get('application') ?? undefined;
      const asking = application.stranger(label, request.socket.remoteAddress);
      const reply = await tsa.answer(profile, Buffer.concat(chunks), asking);
      response.writeHead(200, { ...replyFields, 'content-length': reply.length }).end(reply);
    });
    request.on('error', () => {}); // the peer is gone: there is nobody to answer
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET') return void socket.destroy(); // went away: nothing to refuse
    refusals.note('not-a-query', 'remoteAddress' in socket ? String(socket.remoteAddress) : undefined);
    answerNoHttp(error, socket as Socket);
  });
  return server;
};

/** Plain queries take the short way; Node's own server stands behind it for whatever else HTTP allows, and for what it does not. */
export const createHttpListener = (tsa: TimeStampAuthority, refusals: RefusalLog): Server => {
  const server = createWholeServer(tsa, refusals);
  const makeResponse = createResponseMaker(() => server.keepAliveTimeout);
  const whole = server.rawListeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    const { remoteAddress } = socket;
    const answer = async ({ profile, label }: QueryHead, query: Buffer): Promise<Buffer> =>
      makeResponse(await tsa.answer(profile, query, application.stranger(label, remoteAddress)));
    serveQueries(socket, answer, server.keepAliveTimeout, () => {
      for (const listener of whole) listener.call(server, socket);
    });
  });
  return server;
};
