import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VerificationReport } from '@bedsign/contract';
import { startProcess } from '../../electron/start/managed-process.ts';
import { type Bench, createBench } from '../../server-stub/test-kit/test-bench.ts';
import { call } from '../../server-stub/test-kit/test-server.ts';
import { type Figure, figure, percentile, timed } from '../kit/statistics.ts';
import { type Prepared, prepare } from './captures.ts';
import { makeForm } from './form.ts';
import { watchResponses } from './responsiveness.ts';

const counts = { warmUp: 10, sequential: 50, parallel: 80 };
const inFlight = 4;

/** Submits all of `waiting`, `inFlight` at a time; ms for each. */
const submitAll = async (waiting: Prepared[], width: number): Promise<number[]> => {
  const next = waiting.values();
  const times: number[] = [];
  const worker = async () => {
    for (const { submit } of next) times.push(await timed(submit));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return times;
};

/** A figure of signatures that do not verify would be a figure of nothing. */
const verify = async (bench: Bench, { documentId }: Prepared): Promise<number> =>
  timed(async () => {
    const { json } = await call(bench.url, 'documentVerification', { token: bench.nurse, params: { documentId } });
    if (!(json as VerificationReport).ok) throw new Error(`${documentId} does not verify`);
  });

const measure = async (url: string, data: string): Promise<Figure[]> => {
  const bench = await createBench(url, data);
  const like = await bench.openTask();
  const pdf = await makeForm();
  const prepareAll = async (count: number): Promise<Prepared[]> => {
    const prepared: Prepared[] = [];
    for (let i = 0; i < count; i++) prepared.push(await prepare(bench, pdf, like));
    return prepared;
  };
  const [first, ...warmUp] = await prepareAll(counts.warmUp);
  if (!first) throw new Error('nothing to sign');
  const firstMs = await timed(first.submit);
  await submitAll(warmUp, inFlight);

  const sequential = await submitAll(await prepareAll(counts.sequential), 1);
  const batch = await prepareAll(counts.parallel);
  const responses = watchResponses(url);
  let parallel: number[] = [];
  const batchMs = await timed(async () => {
    parallel = await submitAll(batch, inFlight);
  });
  const waits = await responses.stop();
  const verifications: number[] = [];
  for (const prepared of batch.slice(0, 20)) verifications.push(await verify(bench, prepared));

  return [
    figure('form', 'bytes', pdf.length),
    figure('first submission', 'ms', firstMs),
    figure('submit to signed, p50', 'ms', percentile(sequential, 0.5)),
    figure('submit to signed, p95', 'ms', percentile(sequential, 0.95)),
    figure(`throughput, ${inFlight} in flight`, 'documents/s', (counts.parallel / batchMs) * 1000),
    figure(`submit to signed, ${inFlight} in flight, p95`, 'ms', percentile(parallel, 0.95)),
    figure('other request meanwhile, p50', 'ms', percentile(waits, 0.5)),
    figure('other request meanwhile, p95', 'ms', percentile(waits, 0.95)),
    figure('verification, p50', 'ms', percentile(verifications, 0.5)),
  ];
};

/** The real server process; its log, one line a request, would bury the figures. */
const startServer = (data: string) =>
  startProcess<{ url: string }>('server', fileURLToPath(new URL('../../server-stub/cli.ts', import.meta.url)), [
    ...['start', '--demo', '--data', data, '--port', '0', '--log-level', 'warn'],
  ]);

/** From the submission of a signer's evidence to the signed PDF, on the real server process. */
export const benchMainJob = async (): Promise<Figure[]> => {
  const data = await mkdtemp(join(tmpdir(), 'bedsign-bench-'));
  try {
    const started = performance.now();
    const server = await startServer(data);
    const startMs = performance.now() - started;
    try {
      const figures = await measure(server.ready.url, data);
      const stopMs = await timed(() => server.stop());
      return [figure('first start of the demo', 'ms', startMs), ...figures, figure('stop', 'ms', stopMs)];
    } finally {
      await server.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
};
