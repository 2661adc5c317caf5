import {
  BedSignError,
  IssuedTimeStamp,
  ParsedTimeStamp,
  stampHashes,
  TimeStampRequest,
  TimeStampToken,
  TimeStampVerification,
  TimeStampVerificationRequest,
} from '@bedsign/contract';
import { createTimeStampQuery, GmError, parseCertificate, parseSignedData } from '@bedsign/gm';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { findRevision } from '../../documents/documents.ts';
import { callingStaff } from '../../http/auth.ts';
import { at } from '../../http/routing.ts';
import { application } from '../application.ts';
import type { ChainStores } from '../certificates/listing.ts';
import type { TimeStampAuthority } from '../time-stamp-authority.ts';
import { readStamp, type Stamped, verifyStamp } from './verify-stamp.ts';

const fromBase64 = (text: string): Uint8Array => {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new BedSignError('INVALID_REQUEST', 'not base64');
  return Uint8Array.from(Buffer.from(text, 'base64'));
};
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** A digest of the length that its hash has. */
const imprintOf = ({ hash, digest }: { hash: keyof typeof stampHashes; digest: string }) => {
  if (digest.length !== 2 * stampHashes[hash]) throw new BedSignError('INVALID_REQUEST', `no ${hash} digest`);
  return { algorithm: hash, digest: fromHex(digest) };
};

const queryOf = (request: TimeStampRequest): Uint8Array => {
  if ('query' in request) return fromBase64(request.query);
  const { algorithm, digest } = imprintOf(request);
  const nonce = request.nonce === undefined ? {} : { nonce: fromHex(request.nonce) };
  return createTimeStampQuery({ digestAlgorithm: algorithm, digest, certReq: true, ...nonce });
};

/** Subjects of the certificates in a token; whether it holds is another question. */
const certificatesIn = (token: Uint8Array): string[] => {
  try {
    return parseSignedData(token).certificates.map((der) => parseCertificate(der).subjectText);
  } catch (thrown) {
    if (thrown instanceof GmError) return []; // of a kind that is not known here, or none at all
    throw thrown;
  }
};

type Options = ChainStores & { tsa: TimeStampAuthority };

/** Time stamps in JSON: issue, verify, parse. */
export const timeStampRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { tsa, ...stores }) => {
  const { db } = stores;

  app.route({
    ...at('issueTimeStamp'),
    schema: { body: TimeStampRequest, response: { 201: IssuedTimeStamp } },
    handler: async (request, reply) => {
      const { body } = request;
      const asking = application.staff(callingStaff(request).username);
      const granted = await tsa.grant(body.profile ?? 'sm2', queryOf(body), asking);
      const { token, content } = readStamp(granted.reply);
      return reply.code(201).send({ reply: toBase64(granted.reply), token: toBase64(token), content });
    },
  });

  app.route({
    ...at('parseTimeStamp'),
    schema: { body: TimeStampToken, response: { 200: ParsedTimeStamp } },
    handler: async ({ body }) => {
      const { token, content } = readStamp(fromBase64(body.token));
      return { content, certificates: certificatesIn(token) };
    },
  });

  const stampedIn = async (body: TimeStampVerificationRequest): Promise<Stamped> => {
    if ('data' in body) return { signatureValue: fromBase64(body.data) };
    if ('hash' in body) return { imprint: imprintOf(body) };
    const { digest } = await findRevision(db, body.documentId, body.revision);
    return { imprint: { algorithm: 'sm3', digest: fromHex(digest) } };
  };

  app.route({
    ...at('verifyTimeStamp'),
    schema: { body: TimeStampVerificationRequest, response: { 200: TimeStampVerification } },
    handler: async ({ body }) => verifyStamp(stores, fromBase64(body.token), await stampedIn(body)),
  });
};
