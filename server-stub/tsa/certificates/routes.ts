import { BedSignError, TsaCertificate } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Authorities, requestTsaCertificate, toPemChain } from '../../ca/index.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { callingStaff } from '../../http/auth.ts';
import { at } from '../../http/routing.ts';
import { importTsaChain, removeTsaChain } from './imported.ts';
import { exportTsaChain, findTsaCertificates } from './listing.ts';

/** RFC 8555 §9.1 registers the media type of a PEM chain. */
const pemChain = 'application/pem-certificate-chain';
const pem = 'application/x-pem-file';
const Fingerprint = Type.Object({ fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/** A few certificates; the longest chains have ten. */
const fileBytes = 64 * 1024;

type Options = Pick<DataFolder, 'db' | 'vault'> & { authorities: Authorities };

export const tsaCertificateRoutes: FastifyPluginAsyncTypebox<Options> = async (app, stores) => {
  app.route({
    ...at('tsaCertificates'),
    schema: {
      querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 256 })) }),
      response: { 200: Type.Array(TsaCertificate) },
    },
    handler: ({ query }) => findTsaCertificates(stores, query.q ?? ''),
  });

  app.route({
    ...at('importTsaCertificate'),
    bodyLimit: fileBytes,
    schema: { response: { 201: TsaCertificate } },
    handler: async (request, reply) => {
      const file = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const { fingerprint } = await importTsaChain(stores, file, callingStaff(request).id);
      const [row] = await findTsaCertificates(stores, fingerprint);
      if (!row) throw new BedSignError('INTERNAL', 'the imported certificate is gone');
      return reply.code(201).send(row);
    },
  });

  app.route({
    ...at('tsaCertificateRequest'),
    schema: { params: Type.Object({ profile: Type.Enum(['sm2', 'ecdsa']) }) },
    handler: async ({ params }, reply) =>
      reply.type(pem).send(await requestTsaCertificate(stores.db, stores.vault, params.profile)),
  });

  app.route({
    ...at('exportTsaCertificate'),
    schema: { params: Fingerprint },
    handler: async ({ params }, reply) =>
      reply.type(pemChain).send(toPemChain(...(await exportTsaChain(stores, params.fingerprint)))),
  });

  app.route({
    ...at('removeTsaCertificate'),
    schema: { params: Fingerprint },
    handler: async (request, reply) => {
      await removeTsaChain(stores, request.params.fingerprint, callingStaff(request).id);
      return reply.code(204).send();
    },
  });
};
