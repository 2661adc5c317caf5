import { BedSignError, VersionedTsaSettings } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { admitsAddress, compileAccess } from '../../gate/gate.ts';
import { callingStaff } from '../../http/auth.ts';
import { at } from '../../http/routing.ts';
import type { TsaSettingsStore } from './settings-store.ts';

export const tsaSettingsRoutes: FastifyPluginAsyncTypebox<{ settings: TsaSettingsStore }> = async (
  app,
  { settings },
) => {
  app.route({
    ...at('tsaSettings'),
    schema: { response: { 200: VersionedTsaSettings } },
    handler: async () => settings.current(),
  });

  app.route({
    ...at('changeTsaSettings'),
    schema: { body: VersionedTsaSettings, response: { 200: VersionedTsaSettings } },
    handler: async (request) => {
      // From the machine itself nobody is ever excluded, so a list that shuts out all the others can still be set there.
      if (!admitsAddress(compileAccess(request.body.settings.access), request.ip))
        throw new BedSignError('ACCESS_LIST_EXCLUDES_YOU', request.ip);
      return settings.change(request.body, callingStaff(request).id);
    },
  });
};
