import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { at } from '../http/routing.ts';
import type { Authorities } from './authority.ts';
import { authorityChain } from './chains.ts';

/** RFC 8555 §9.1 registers the media type of a PEM chain. */
const pemChain = 'application/pem-certificate-chain';

export const caRoutes: FastifyPluginAsyncTypebox<{ authorities: Authorities }> = async (app, { authorities }) => {
  const rows = [
    ['sm2Chain', authorities.sm2],
    ['ecdsaChain', authorities.ecdsa],
  ] as const;
  for (const [name, authority] of rows)
    app.route({
      ...at(name),
      handler: async (_request, reply) => reply.type(pemChain).send(authorityChain(authority)),
    });
};
