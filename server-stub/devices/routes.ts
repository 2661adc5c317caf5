import { asBedSignError, DeviceRequest, DeviceResult } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { recordAudit } from '../audit/audit-chain.ts';
import { toPemChain } from '../ca/index.ts';
import { callingStation } from '../http/auth.ts';
import { at } from '../http/routing.ts';
import { type DeviceContext, enrolDevice } from './devices.ts';

export const deviceRoutes: FastifyPluginAsyncTypebox<DeviceContext> = async (app, context) => {
  const { db, vault, authority } = context;
  app.route({
    ...at('enrolDevice'),
    schema: { body: DeviceRequest, response: { 200: DeviceResult } },
    handler: async (request) => {
      const station = callingStation(request).id;
      try {
        const certificate = await enrolDevice(context, request.body, station);
        return { chain: toPemChain(certificate, authority.issuing, authority.root) };
      } catch (thrown) {
        const { code } = asBedSignError(thrown);
        await recordAudit(db, vault, 'device-refused', { serial: request.body.serial, code, station });
        throw thrown;
      }
    },
  });
};
