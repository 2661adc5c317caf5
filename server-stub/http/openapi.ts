import type { Access } from '@bedsign/contract';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** OpenAPI 3.1 §4.8.30: each requirement names a role of the bearer, and one requirement of the list is enough. */
const securityOf = (by: Access) => (by === 'nobody' ? {} : { security: by.map((role) => ({ bearer: [role] })) });

/** OpenAPI of all routes registered after it, generated from their schemas, at /api/v1/openapi.json. */
export const describeRoutes = async (app: FastifyInstance, version: string): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '床旁签 BedSign signing server', version },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: ({ schema, url, route }) => ({
      schema: { ...schema, ...securityOf(route.config?.by ?? []) },
      url,
    }),
  });
  app.route({
    method: 'GET',
    url: '/api/v1/openapi.json',
    config: { by: 'nobody' },
    schema: { hide: true },
    handler: async () => app.swagger(),
  });
};
