import { createReadStream } from 'node:fs';
import { BedSignError, SignedUpdateFeed } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Authority } from '../ca/index.ts';
import { at } from '../http/routing.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { signedFeed } from './feed.ts';
import { packagePath } from './package-files.ts';

const binary = 'application/octet-stream';

export const updateRoutes: FastifyPluginAsyncTypebox<{
  data: string;
  db: Db;
  vault: Vault;
  authority: Authority;
}> = async (app, context) => {
  const { db, data } = context;
  app.route({
    ...at('updateFeed'),
    schema: { response: { 200: SignedUpdateFeed } },
    handler: () => signedFeed(context),
  });
  app.route({
    ...at('updatePackage'),
    schema: {
      params: Type.Object({ file: Type.String({ maxLength: 128 }) }),
    },
    handler: async (request, reply) => {
      const { file } = request.params;
      const row = await db.selectFrom('update_package').select('size').where('file', '=', file).executeTakeFirst();
      if (!row) throw new BedSignError('NOT_FOUND', 'no such package is published');
      reply.type(binary).header('content-length', Number(row.size));
      return reply.send(createReadStream(packagePath(data, file)));
    },
  });
};
