import { BedSignError, ConnectivityRequest, ConnectivityResult } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { recordAudit } from '../../audit/audit-chain.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { callingStaff } from '../../http/auth.ts';
import { at } from '../../http/routing.ts';
import { testConnectivity } from './test-connectivity.ts';

const targetOf = (request: ConnectivityRequest): string =>
  request.kind === 'time-stamp' ? request.url : `${request.host} ${request.port}`;

export const connectivityRoutes: FastifyPluginAsyncTypebox<Pick<DataFolder, 'db' | 'vault'>> = async (
  app,
  { db, vault },
) => {
  /** Who is waiting for a result: one test at a time makes no port scanner. */
  const waiting = new Set<string>();
  app.route({
    ...at('testConnectivity'),
    schema: { body: ConnectivityRequest, response: { 200: ConnectivityResult } },
    handler: async (request): Promise<ConnectivityResult> => {
      const { id } = callingStaff(request);
      if (waiting.has(id)) throw new BedSignError('RATE_LIMITED', 'a test is running');
      waiting.add(id);
      try {
        const result = await testConnectivity(request.body);
        const tested = { kind: request.body.kind, target: targetOf(request.body), reached: String(result.reached) };
        await recordAudit(db, vault, 'connectivity-tested', { staff: id, ...tested });
        return result;
      } finally {
        waiting.delete(id);
      }
    },
  });
};
