import type { FastifyInstance } from 'fastify';

/** Nothing here is a page: no answer may be cached, sniffed, framed or run. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export const sendSecurityHeaders = (app: FastifyInstance, https: boolean): void => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders);
    if (https) reply.header('strict-transport-security', 'max-age=31536000');
  });
};
