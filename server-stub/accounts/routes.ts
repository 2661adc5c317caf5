import { LoginRequest, LoginResult } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { bearerToken } from '../http/auth.ts';
import { at } from '../http/routing.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { login, logout } from './staff.ts';

/** Wrong and right attempts per minute from one address for one username. */
const attempts = { max: 20, timeWindow: 60_000 };

export const accountRoutes: FastifyPluginAsyncTypebox<{ db: Db; vault: Vault }> = async (app, { db, vault }) => {
  app.route({
    ...at('login', {
      rateLimit: {
        ...attempts,
        hook: 'preHandler',
        keyGenerator: (request) => `${request.ip} ${(request.body as LoginRequest).username}`,
      },
    }),
    schema: { body: LoginRequest, response: { 200: LoginResult } },
    handler: ({ body }) => login(db, vault, body.username, body.password),
  });

  app.route({
    ...at('logout'),
    handler: async (request, reply) => {
      await logout(db, vault, bearerToken(request));
      return reply.code(204).send();
    },
  });
};
