import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { RefusalLog } from '../gate/refusal-log.ts';
import { at } from '../http/routing.ts';
import { application } from './application.ts';
import type { TimeStampAuthority } from './time-stamp-authority.ts';

/** The longest digest, a nonce, a policy and some extensions fit many times over; a query never carries a document. */
const queryBytes = 8 * 1024;

/** From one address: far more than a hospital asks for, and little beside what this server does for its nurses. */
const measure = { max: 2000, timeWindow: 10_000 };

const rows = [
  ['sm2TimeStamp', 'sm2'],
  ['ecdsaTimeStamp', 'ecdsa'],
] as const;

type Options = { tsa: TimeStampAuthority; refusals: RefusalLog };

/** RFC 3161 §3.4: a query in, a reply out; the status of the request stands in the reply. */
export const tsaRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { tsa, refusals }) => {
  const onExceeded = (_: unknown, address: string) => refusals.note('too-many-requests', address);
  for (const [name, profile] of rows)
    app.route({
      ...at(name, { rateLimit: { ...measure, keyGenerator: ({ ip }) => ip, onExceeded } }),
      bodyLimit: queryBytes,
      schema: { querystring: Type.Object({ application: Type.Optional(Type.String()) }) },
      handler: async ({ body, query: { application: label }, ip }, reply) => {
        const query = body instanceof Uint8Array ? body : new Uint8Array();
        const answer = await tsa.answer(profile, query, application.stranger(label, ip));
        return reply
          .type('application/timestamp-reply')
          .send(Buffer.from(answer.buffer, answer.byteOffset, answer.length));
      },
    });
};
