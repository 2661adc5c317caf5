import { BedSignError } from '@bedsign/contract';
import rateLimit from '@fastify/rate-limit';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyRequest } from 'fastify';
import type { Db } from '../storage/index.ts';
import { answerError, answerErrors, answerNoHttp } from './answer-errors.ts';
import { guardRoutes } from './auth.ts';
import { jsonBytes, readBinaryBodies } from './bodies.ts';
import { refuseForeignHosts } from './check-host.ts';
import { describeRoutes } from './openapi.ts';
import { ownNames } from './own-names.ts';
import { securityHeaders, sendSecurityHeaders } from './security-headers.ts';

export type TlsIdentity = { key: string; cert: string };
export type HttpOptions = { db: Db; version: string; host: string; tls: TlsIdentity | null; logLevel: string };

/** Logs name the route and never the address asked for: a search carries a patient's name. */
const serializers = {
  req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url }),
};

/** Fastify with everything that holds for all routes; modules register their own. */
export const createHttp = async ({ db, version, host, tls, logLevel }: HttpOptions) => {
  const app = Fastify({
    https: tls && { ...tls, minVersion: 'TLSv1.2' },
    bodyLimit: jsonBytes,
    logger: { level: logLevel, stream: process.stderr, serializers },
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    // An address that is none never comes as far as the hooks below.
    frameworkErrors: (thrown, request, reply) => answerError(thrown, request, reply.headers(securityHeaders)),
    clientErrorHandler: answerNoHttp,
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler);
  sendSecurityHeaders(app, tls !== null);
  answerErrors(app);
  refuseForeignHosts(app, ownNames(host));
  guardRoutes(app, db);
  readBinaryBodies(app);
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new BedSignError('RATE_LIMITED') });
  await describeRoutes(app, version);
  return app;
};

export type Http = Awaited<ReturnType<typeof createHttp>>;
