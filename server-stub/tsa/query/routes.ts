import { Readable } from 'node:stream';
import {
  BedSignError,
  StoredTimeStamp,
  TimeStampFilter,
  TimeStampPage,
  TimeStampQuery,
  TsaStatus,
} from '@bedsign/contract';
import { createGrant, parseCertificate } from '@bedsign/gm';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { recordAudit } from '../../audit/audit-chain.ts';
import type { RefusalLog } from '../../gate/refusal-log.ts';
import { callingStaff } from '../../http/auth.ts';
import { at } from '../../http/routing.ts';
import type { TrustedTime } from '../../time/trusted-time.ts';
import type { HeavyWork } from '../../workers/index.ts';
import { application } from '../application.ts';
import { type ChainStores, listTsaChains } from '../certificates/listing.ts';
import { createTokenReader } from '../log/read-tokens.ts';
import { tokensFolder } from '../node.ts';
import type { Tsa } from '../open-tsa.ts';
import { exportTokens } from './export.ts';
import { type Searching, searchTokens } from './search.ts';
import { tar } from './tar.ts';

type Options = ChainStores & {
  data: string;
  work: HeavyWork;
  tsa: Tsa;
  time: Pick<TrustedTime, 'state'>;
  refusals: RefusalLog;
};

/** The log of issued tokens, searched, exported and counted. */
export const tokenLogRoutes: FastifyPluginAsyncTypebox<Options> = async (app, options) => {
  const { data, work, tsa, time, refusals, ...stores } = options;
  const tokens = tokensFolder(data);

  /** What this process has issued can be found as soon as it was answered; the others' follow within a second. */
  const searching = async (): Promise<Searching & AsyncDisposable> => {
    await tsa.node.indexing.caughtUp();
    const reader = createTokenReader(tokens, stores.vault.keyOf('token-log'));
    return { tokens, work, reader, [Symbol.asyncDispose]: reader.close };
  };

  /** A business system finds what it asked for itself, an administrator everything. */
  const scopeOf = (request: Parameters<typeof callingStaff>[0]): { application?: string } => {
    const { role, username } = callingStaff(request);
    return role === 'administrator' ? {} : { application: application.staff(username) };
  };

  app.route({
    ...at('timeStamps'),
    schema: { querystring: TimeStampQuery, response: { 200: TimeStampPage } },
    handler: async (request) => {
      await using search = await searching();
      const { found, next } = await searchTokens(search, { ...request.query, ...scopeOf(request) });
      return { items: found.map(({ logged }) => logged), next };
    },
  });

  app.route({
    ...at('timeStamp'),
    schema: {
      params: Type.Object({ serial: TimeStampFilter.properties.serial }),
      response: { 200: StoredTimeStamp },
    },
    handler: async (request) => {
      await using search = await searching();
      const { found } = await searchTokens(search, { serial: request.params.serial, ...scopeOf(request) });
      const [only] = found;
      if (!only) throw new BedSignError('NOT_FOUND');
      const { certificates } = only.token.by;
      return {
        ...only.logged,
        reply: Buffer.from(createGrant(certificates)(only.token.token, true)).toString('base64'),
        chain: certificates.map((der) => parseCertificate(der).subjectText),
      };
    },
  });

  app.route({
    ...at('exportTimeStamps'),
    schema: { querystring: TimeStampFilter },
    handler: async (request, reply) => {
      const filter = request.query;
      const staff = callingStaff(request).id;
      const own = (await listTsaChains(stores)).filter(({ row }) => row.ownKey && !row.imported);
      await recordAudit(stores.db, stores.vault, 'time-stamps-exported', { staff, filter: JSON.stringify(filter) });
      const archive = async function* () {
        await using search = await searching();
        yield* tar(exportTokens(search, filter, own));
      };
      return reply
        .type('application/x-tar')
        .header('content-disposition', 'attachment; filename="time-stamps.tar"')
        .send(Readable.from(archive()));
    },
  });

  app.route({
    ...at('tsaStatus'),
    schema: { response: { 200: TsaStatus } },
    handler: async () => {
      await tsa.node.indexing.caughtUp();
      const signers = tsa.signers.map(({ profile, certificates: [own = new Uint8Array(), issuer] }) => {
        const { subjectText, issuer: named, notAfter } = parseCertificate(own);
        const issuerText = issuer ? parseCertificate(issuer).subjectText : (named.CN ?? '');
        return { profile, subject: subjectText, issuer: issuerText, notAfter: notAfter.getTime() };
      });
      return { time: time.state(), ...(await work.countTokens(tokens)), refusals: refusals.totals(), signers };
    },
  });
};
