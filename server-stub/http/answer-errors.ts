import type { Socket } from 'node:net';
import { asBedSignError, BedSignError, type ErrorCode, errorStatus } from '@bedsign/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { storageError } from '../storage/index.ts';

/** What Fastify itself refuses, under our names; any other 4xx of its own is a request that does not fit. */
const fastifyCodes: Record<string, ErrorCode> = { FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE' };

const named = (thrown: unknown): BedSignError => {
  if (thrown instanceof BedSignError) return thrown;
  const fromStorage = storageError(thrown);
  if (fromStorage) return fromStorage;
  const { code, statusCode = 500, message } = thrown as { code?: string; statusCode?: number; message?: string };
  const known = code === undefined ? undefined : fastifyCodes[code];
  if (known || (statusCode >= 400 && statusCode < 500))
    return new BedSignError(known ?? 'INVALID_REQUEST', message, { cause: thrown });
  return asBedSignError(thrown);
};

/** Every error leaves as `{error: {code, detail}}`; what has no name of ours is logged whole and leaves without detail. */
export const answerError = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const error = named(thrown);
  if (error.code === 'INTERNAL') request.log.error({ err: thrown }, 'unexpected');
  else request.log.info({ code: error.code, detail: error.detail }, 'refused');
  // Fastify would close the connection under a client that still sends, and the client would see a broken pipe and
  // not this answer. Without that, Node reads on and drops what comes, for no longer than requestTimeout.
  reply.removeHeader('connection');
  const detail = error.code === 'INTERNAL' ? undefined : error.detail;
  return reply.code(errorStatus[error.code]).send({ error: { code: error.code, detail } });
};

/** Bytes that are no HTTP, or headers without end, before there is a request: the same shape, then the end. */
export const answerNoHttp = ({ code }: NodeJS.ErrnoException, socket: Socket): void => {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify({ error: { code: 'INVALID_REQUEST', detail: code } });
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/json', `Content-Length: ${body.length}`];
  socket.write(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
};

export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(() => {
    throw new BedSignError('NOT_FOUND');
  });
};
