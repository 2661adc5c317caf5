import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGrant, createTimeStampQuery, randomBytes } from '@bedsign/gm';
import { frameAt } from '../log/frame.ts';
import { listNodes } from '../log/node-folder.ts';
import { recordsIn } from '../log/record.ts';
import { decodeHead } from '../log/segment.ts';

const program = fileURLToPath(new URL('../../cli.ts', import.meta.url));

/** The real service on a data folder: a supervisor and its processes. */
export const startService = async (data: string, processes: number, logLevel = 'silent') => {
  const args = ['tsa', '--data', data, '--http-port', '0', '--tcp-port', '0', '--processes', `${processes}`];
  const child = spawn(process.execPath, [program, ...args, '--log-level', logLevel], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, tcpPort, error } = JSON.parse(line.toString()) as { url: string; tcpPort: number; error?: unknown };
  assert.equal(error, undefined, log);
  const { pid = 0 } = child;
  const workers = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  return {
    ...{ url, tcpPort, workers },
    /** Its log so far, one entry a line. */
    log: () => log.split('\n').flatMap((text) => (text.startsWith('{') ? [JSON.parse(text) as LogLine] : [])),
    kill(pids: number[]) {
      for (const each of pids) process.kill(each, 'SIGKILL');
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
    async killAll() {
      this.kill([pid, ...workers()]);
      await ended;
    },
  };
};
export type LogLine = { msg: string; reason?: string; count?: number; lastAddress?: string };

export const newQuery = () =>
  createTimeStampQuery({ digestAlgorithm: 'sm3', digest: randomBytes(32), nonce: randomBytes(8) });

export const post = async (
  url: string,
  path = '/tsa',
  body: Uint8Array = newQuery(),
  type = 'application/timestamp-query',
) => {
  const response = await fetch(`${url}${path}`, {
    ...{ method: 'POST', headers: { 'content-type': type }, body: Uint8Array.from(body) },
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
};

/** Every reply that the logs could send again, hexadecimal. */
export const storedReplies = async (data: string): Promise<Set<string>> => {
  const tokens = join(data, 'tokens');
  const replies = new Set<string>();
  for (const node of await listNodes(tokens))
    for (const file of readdirSync(join(tokens, node)).filter((name) => name.endsWith('.log'))) {
      const bytes = readFileSync(join(tokens, node, file));
      let grants: ReturnType<typeof createGrant>[] = [];
      let at = 0;
      for (let frame = frameAt(bytes, at); frame; at += frame.length, frame = frameAt(bytes, at))
        if (frame.kind === 'head')
          grants = decodeHead(frame.body).signers.map(({ certificates }) => createGrant(certificates));
        else
          for (const { signer, token, certReq } of recordsIn(frame.body))
            replies.add(Buffer.from(grants[signer]?.(token, certReq) ?? []).toString('hex'));
    }
  return replies;
};
