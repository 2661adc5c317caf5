import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../../electron/start/managed-process.ts';
import { startDemo } from '../../server-stub/test-kit/test-server.ts';
import type { Comparison } from '../kit/comparison.ts';
import { opensslReplies } from './openssl-reply.ts';
import { childrenOf, usageOf } from './processes.ts';
import { benchToken } from './token.ts';
import { countFrames } from './written.ts';
import { connections, createWrk, type Run } from './wrk.ts';

const processes = 2;
const warmUpSeconds = 5;
const sliceSeconds = 10;
/** Flat over a minute, and over a million tokens. */
const atLeast = { seconds: 60, tokens: 1_000_000 };
const peerMs = 5000;

const program = fileURLToPath(new URL('../../server-stub/cli.ts', import.meta.url));

/** The service as it runs in a hospital, on the demo's data folder: tokens stored before they are sent, index and audit on. */
const startService = (data: string) =>
  startProcess<{ url: string }>('tsa', program, [
    ...['tsa', '--data', data, '--processes', `${processes}`],
    ...['--http-port', '0', '--tcp-port', '0', '--log-level', 'warn'],
  ]);

/** The processes that issue tokens: those of the supervisor that we started last. */
const issuers = (): number[] => {
  const supervisor = childrenOf(process.pid).at(-1) ?? 0;
  return childrenOf(supervisor);
};

const total = (runs: readonly Run[], of: (run: Run) => number): number => runs.reduce((sum, run) => sum + of(run), 0);
const rounded = (value: number): number => Number(value.toPrecision(4));

const measure = async (data: string, url: string): Promise<{ runs: Run[]; lines: Record<string, string> }> => {
  const wrk = await createWrk(data, url);
  await wrk(warmUpSeconds);
  const pids = issuers();
  const start = usageOf(pids);
  const framesBefore = await countFrames(data);
  const runs: Run[] = [];
  while (total(runs, (run) => run.seconds) < atLeast.seconds || total(runs, (run) => run.requests) < atLeast.tokens) {
    const run = await wrk(sliceSeconds);
    runs.push(run);
    const { residentMb } = usageOf(pids);
    console.log(
      `${rounded(run.requests / run.seconds)} tokens/s · p50 ${run.p50.toFixed(1)} ms · p99 ${run.p99.toFixed(1)} ms · ${residentMb.toFixed(0)} MB`,
    );
  }
  const end = usageOf(pids);
  const [tokens, seconds] = [total(runs, ({ requests }) => requests), total(runs, (run) => run.seconds)];
  const frames = (await countFrames(data)) - framesBefore;
  return {
    runs,
    lines: {
      'processor time': `${(((end.cpuSeconds - start.cpuSeconds) * 1e6) / tokens).toFixed(1)} µs a token, both processes, all threads`,
      'memory of the larger process': `${start.residentMb.toFixed(0)} MB warm, ${end.residentMb.toFixed(0)} MB after ${tokens} tokens, peak ${end.peakMb.toFixed(0)} MB`,
      'synchronous writes': `${(frames / seconds).toFixed(0)} a second, ${(tokens / frames).toFixed(1)} tokens each`,
      'answers that failed': `${total(runs, ({ failures }) => failures)}`,
    },
  };
};

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Tokens in process, and over HTTP from two processes with wrk beside them on the same cores. */
export const benchTsa = async (): Promise<Comparison[]> => {
  const tokenRows = await benchToken();
  const folder = await mkdtemp(join(tmpdir(), 'bedsign-bench-'));
  try {
    const data = join(folder, 'data');
    await (await startDemo(data)).close();
    const service = await startService(data);
    const { runs, lines } = await measure(data, service.ready.url).finally(() => service.stop());
    const peerValue = await opensslReplies(folder, peerMs);
    const value = median(runs.map(({ requests, seconds }) => requests / seconds));
    console.log(
      `wrk: 1 thread, ${connections} connections · median p99 ${median(runs.map(({ p99 }) => p99)).toFixed(1)} ms`,
    );
    for (const [name, text] of Object.entries(lines)) console.log(`${name}: ${text}`);
    const http: Comparison = {
      ...{
        name: 'tsa-http',
        unit: 'tokens/s',
        value: rounded(value),
        peer: 'openssl ts -reply (ECDSA), two at a time',
      },
      ...{ peerValue: rounded(peerValue), ratio: rounded(value / peerValue) },
    };
    return [...tokenRows, http];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
