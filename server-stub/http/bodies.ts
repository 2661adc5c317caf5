import type { FastifyInstance } from 'fastify';

/** Media types whose bodies are bytes. Everything else but JSON is refused. */
const binaryTypes = ['application/pdf', 'application/octet-stream', 'application/timestamp-query'];

/** Largest JSON body; routes with binary bodies set their own limit. */
export const jsonBytes = 1024 * 1024;

export const readBinaryBodies = (app: FastifyInstance): void => {
  app.addContentTypeParser(binaryTypes, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);
};
