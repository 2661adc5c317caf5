import { ServerInfo } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { at } from '../http/routing.ts';

export const infoRoutes: FastifyPluginAsyncTypebox<Omit<ServerInfo, 'time'>> = async (app, info) => {
  const { name, version, mode, evidenceChain } = info;
  app.route({
    ...at('info'),
    schema: { response: { 200: ServerInfo } },
    handler: async () => ({ name, version, mode, evidenceChain, time: Date.now() }),
  });
};
