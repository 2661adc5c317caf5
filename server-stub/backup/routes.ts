import { BackupRequest } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { confirmPassword } from '../accounts/staff.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import { callingStaff } from '../http/auth.ts';
import { at } from '../http/routing.ts';
import { makeBackup } from './make-backup.ts';

const binary = 'application/octet-stream';
const bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });

/** A caller's guesses at their own password, a minute. */
const attempts = { max: 5, timeWindow: 60_000 };

export const backupRoutes: FastifyPluginAsyncTypebox<Pick<DataFolder, 'db' | 'vault'>> = async (app, folder) => {
  app.route({
    ...at('makeBackup', {
      rateLimit: { ...attempts, hook: 'preHandler', keyGenerator: (request) => callingStaff(request).id },
    }),
    schema: { body: BackupRequest, response: { 200: { content: { [binary]: { schema: bytes } } } } },
    handler: async (request, reply) => {
      const { id } = callingStaff(request);
      await confirmPassword(folder.db, folder.vault, id, request.body.password);
      reply.type(binary);
      return Buffer.from(await makeBackup(folder, request.body.passphrase, id));
    },
  });
};
