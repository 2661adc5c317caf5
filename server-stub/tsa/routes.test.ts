import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BedSignError } from '@bedsign/contract';
import rateLimit from '@fastify/rate-limit';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { createRefusalLog } from '../gate/refusal-log.ts';
import { answerErrors } from '../http/answer-errors.ts';
import { readBinaryBodies } from '../http/bodies.ts';
import { tsaRoutes } from './routes.ts';
import type { TimeStampAuthority } from './time-stamp-authority.ts';

test('one address has its measure: beyond it it is refused by name and counted, and the others are answered', async () => {
  mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 25) }); // however slow the machine is
  const app = Fastify().withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler);
  answerErrors(app);
  readBinaryBodies(app);
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new BedSignError('RATE_LIMITED') });
  const lines: unknown[] = [];
  const refusals = createRefusalLog({ warn: (fields) => void lines.push(fields) });
  const never = () => Promise.reject(new Error('not asked for here'));
  const tsa: TimeStampAuthority = { answer: async () => Uint8Array.of(0x30), grant: never, stamp: never };
  await app.register(tsaRoutes, { tsa, refusals });

  const ask = async (remoteAddress: string, url = '/tsa') => {
    const headers = { 'content-type': 'application/timestamp-query' };
    const { statusCode } = await app.inject({ method: 'POST', url, remoteAddress, headers, payload: Buffer.of(1) });
    return statusCode;
  };
  const answers = [];
  for (let sent = 0; sent < 2010; sent++) answers.push(await ask('10.0.0.1'));
  assert.deepEqual([answers.indexOf(429), answers.filter((status) => status === 429).length], [2000, 10]);
  assert.equal(await ask('10.0.0.2'), 200);
  assert.equal(refusals.totals()['too-many-requests'], 10);
  assert.deepEqual(lines, [{ reason: 'too-many-requests', count: 1, lastAddress: '10.0.0.1' }]);
  mock.timers.tick(10_001);
  assert.equal(await ask('10.0.0.1'), 200);
  mock.timers.reset();
  await app.close();
});
