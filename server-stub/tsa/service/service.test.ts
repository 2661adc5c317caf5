import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseTimeStampReply, parseTimeStampToken, randomBytes } from '@bedsign/gm';
import { startDemo, temporaryFolder } from '../../test-kit/test-server.ts';
import { newQuery, post, startService, storedReplies } from '../test-kit/running-service.ts';
import { encodeMessage } from './tcp-listener.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
  await (await startDemo(folder.path)).close();
});
after(() => folder[Symbol.asyncDispose]());

test('kill -9 of all processes under load: no token was sent that is not stored', async (t) => {
  for (let round = 0; round < 2; round++) {
    const service = await startService(folder.path, 2);
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
    const stored = await storedReplies(folder.path);
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
  await using service = await startService(folder.path, 2);
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
  await using service = await startService(folder.path, 1);
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
  await using service = await startService(folder.path, 1);
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
