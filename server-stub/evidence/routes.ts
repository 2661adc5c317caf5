import { asBedSignError, CaptureResult, limits, stationTimeHeader } from '@bedsign/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { recordAudit } from '../audit/audit-chain.ts';
import { callingStaff, callingStation } from '../http/auth.ts';
import { at } from '../http/routing.ts';
import { captureById, toResult } from './captures.ts';
import { type IntakeContext, takeCapture } from './intake.ts';

const params = Type.Object({ captureId: Type.String({ minLength: 1, maxLength: 64 }) });
const headers = Type.Object({ [stationTimeHeader]: Type.String({ pattern: '^\\d{1,16}$' }) });

export const evidenceRoutes: FastifyPluginAsyncTypebox<IntakeContext> = async (app, context) => {
  const { db, vault, blobs } = context;

  app.route({
    ...at('submitCapture'),
    bodyLimit: limits.evidenceBytes,
    schema: { params, headers, response: { 200: CaptureResult } },
    handler: async (request) => {
      const station = callingStation(request);
      const { captureId } = request.params;
      const envelope = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const stationTime = Number(request.headers[stationTimeHeader]);
      try {
        return await takeCapture(context, { captureId, envelope, stationTime, station });
      } catch (thrown) {
        const { code } = asBedSignError(thrown);
        // Where the refusal is that the database is full or locked, its audit row cannot be written either.
        await recordAudit(db, vault, 'capture-refused', { capture: captureId, code, station: station.id }).catch(
          (error) => request.log.error({ err: error }, 'audit'),
        );
        throw thrown;
      }
    },
  });

  app.route({
    ...at('capture'),
    schema: { params, response: { 200: CaptureResult } },
    handler: async (request) => toResult(await captureById(db, request.params.captureId)),
  });

  app.route({
    ...at('captureEvidence'),
    schema: { params },
    handler: async (request, reply) => {
      const { id, envelope_digest } = await captureById(db, request.params.captureId);
      await recordAudit(db, vault, 'evidence-handed-out', { capture: id, staff: callingStaff(request).id });
      return reply.type('application/octet-stream').send(Buffer.from(await blobs.get(envelope_digest)));
    },
  });
};
