import { DocumentInfo, limits, Title, VerificationReport } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { callingStaff } from '../http/auth.ts';
import { at } from '../http/routing.ts';
import { type DocumentStores, findRevision, uploadDocument } from './documents.ts';

const DocumentId = Type.Object({ documentId: Type.String({ maxLength: 64 }) });
const bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });

type Options = DocumentStores & { verify(documentId: string): Promise<VerificationReport> };

export const documentRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { verify, ...stores }) => {
  const { db, blobs } = stores;
  app.route({
    ...at('uploadDocument'),
    bodyLimit: limits.documentBytes,
    schema: {
      querystring: Type.Object({ title: Title }),
      response: { 201: DocumentInfo },
    },
    handler: async (request, reply) => {
      const pdf = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const by = callingStaff(request).id;
      return reply.code(201).send(await uploadDocument(stores, { title: request.query.title, pdf, by }));
    },
  });

  app.route({
    ...at('documentContent'),
    schema: {
      params: DocumentId,
      querystring: Type.Object({ revision: Type.Optional(Type.Integer({ minimum: 0 })) }),
      response: { 200: { content: { 'application/pdf': { schema: bytes } } } },
    },
    handler: async ({ params, query }, reply) => {
      const { digest } = await findRevision(db, params.documentId, query.revision);
      reply.type('application/pdf');
      return Buffer.from(await blobs.get(digest));
    },
  });

  app.route({
    ...at('documentVerification'),
    schema: { params: DocumentId, response: { 200: VerificationReport } },
    handler: ({ params }) => verify(params.documentId),
  });
};
