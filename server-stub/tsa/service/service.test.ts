import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createGrant, createTimeStampQuery, parseTimeStampReply, parseTimeStampToken, randomBytes } from '@bedsign/gm';
import { startDemo, temporaryFolder } from '../../test-kit/test-server.ts';
import { frameAt } from '../log/frame.ts';
import { listNodes } from '../log/node-folder.ts';
import { recordsIn } from '../log/record.ts';
import { decodeHead } from '../log/segment.ts';
import { encodeMessage } from './tcp-listener.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
  await (await startDemo(folder.path)).close();
});
after(() => folder[Symbol.asyncDispose]());

const program = fileURLToPath(new URL('../../cli.ts', import.meta.url));

/** The real service: a supervisor and its processes. */
const startService = async (processes: number) => {
  const args = ['tsa', '--data', folder.path, '--http-port', '0', '--tcp-port', '0', '--processes', `${processes}`];
  const child = spawn(process.execPath, [program, ...args, '--log-level', 'silent'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, tcpPort, error } = JSON.parse(line.toString()) as { url: string; tcpPort: number; error?: unknown };
  assert.equal(error, undefined);
  const { pid = 0 } = child;
  const workers = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  return {
    ...{ url, tcpPort, workers },
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

const newQuery = () => createTimeStampQuery({ digestAlgorithm: 'sm3', digest: randomBytes(32), nonce: randomBytes(8) });

const post = async (
  url: string,
  path = '/tsa',
  body: Uint8Array = newQuery(),
  type = 'application/timestamp-query',
) => {
  const response = await fetch(`${url}${path}`, {
    ...{ method: 'POST', headers: { 'content-type': type }, body: Uint8Array.from(body) },
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
};

/** Every reply that the logs could send again, hexadecimal. */
const storedReplies = async (): Promise<Set<string>> => {
  const tokens = join(folder.path, 'tokens');
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

test('kill -9 of all processes under load: no token was sent that is not stored', async (t) => {
  for (let round = 0; round < 2; round++) {
    const service = await startService(2);
    const received: string[] = [];
    let dead = false;
    const client = async () => {
      while (!dead)
        await post(service.url)
          .then(({ bytes }) => received.push(Buffer.from(bytes).toString('hex')))
          .catch(() => {});
    };
    const clients = Array.from({ length: 20 }, client);
    while (received.length < 100) await sleep(20);
    await sleep(Math.random() * 300);
    await service.killAll();
    dead = true;
    await Promise.all(clients);
    const stored = await storedReplies();
    assert.deepEqual(
      received.filter((reply) => !stored.has(reply)),
      [],
    );
    const serials = received.map((reply) => {
      const { token } = parseTimeStampReply(Buffer.from(reply, 'hex'));
      return parseTimeStampToken(token).serial;
    });
    assert.equal(new Set(serials).size, serials.length);
    t.diagnostic(`round ${round + 1}: ${received.length} sent, ${stored.size} stored`);
  }
});

test('a process that dies is started again, and the others go on', async () => {
  await using service = await startService(2);
  const [victim = 0] = service.workers();
  service.kill([victim]);
  await sleep(100); // what was being handed to it in this moment is lost with it
  for (let i = 0; i < 5; i++) assert.equal((await post(service.url)).status, 200);
  for (let waited = 0; service.workers().length < 2; waited += 100) {
    assert(waited < 60_000, 'not started again');
    await sleep(100);
  }
  assert(!service.workers().includes(victim));
});

test('what is no query over HTTP is refused by status, and the next one is answered', async () => {
  await using service = await startService(1);
  assert.equal((await post(service.url, '/')).status, 404);
  assert.equal((await post(service.url, '/tsa', newQuery(), 'text/plain')).status, 415);
  assert.equal((await post(service.url, '/tsa', new Uint8Array(1_000_000))).status, 413);
  const garbage = await post(service.url, '/tsa', randomBytes(100));
  assert.throws(() => parseTimeStampReply(garbage.bytes), { code: 'TIME_STAMP_REFUSED' });
  assert.ok(parseTimeStampReply((await post(service.url, '/tsa/ecdsa')).bytes).token);
});

/** What the TCP port answers to these bytes, written in pieces of `piece`, until it closes or `messages` have come. */
const converse = async (port: number, bytes: Uint8Array, messages: number, piece = bytes.length) => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = Buffer.alloc(0);
  const found: { flag: number; value: Buffer }[] = [];
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      while (answer.length >= 4 && answer.length >= 4 + answer.readUInt32BE(0)) {
        const end = 4 + answer.readUInt32BE(0);
        found.push({ flag: answer[4] ?? -1, value: answer.subarray(5, end) });
        answer = answer.subarray(end);
      }
      if (found.length >= messages) resolve();
    });
    socket.on('close', resolve);
  });
  for (let at = 0; at < bytes.length; at += piece) {
    socket.write(bytes.subarray(at, at + piece));
    if (piece < bytes.length) await sleep(1);
  }
  await done;
  socket.destroy();
  return found;
};

test('RFC 3161 over TCP: whole, in single bytes, several at once; anything else is an errorMsgRep', async () => {
  await using service = await startService(1);
  const message = encodeMessage(0, newQuery());
  const port = service.tcpPort;
  for (const piece of [message.length, 1]) {
    const [reply] = await converse(port, message, 1, piece);
    assert.equal(reply?.flag, 5);
    assert.ok(parseTimeStampReply(reply.value).token);
  }
  const several = await converse(port, Buffer.concat([message, encodeMessage(0, newQuery())]), 2);
  assert.deepEqual(
    several.map(({ flag }) => flag),
    [5, 5],
  );
  const wrong = { poll: encodeMessage(2, Buffer.alloc(4)), flag: encodeMessage(9, newQuery()), empty: Buffer.alloc(4) };
  const long = { long: Buffer.from([0x7f, 0xff, 0xff, 0xff]), http: Buffer.from('POST /tsa HTTP/1.1\r\n\r\n') };
  for (const [name, bytes] of Object.entries({ ...wrong, ...long }))
    assert.deepEqual(
      (await converse(port, bytes, 1)).map(({ flag }) => flag),
      [6],
      name,
    );
});
