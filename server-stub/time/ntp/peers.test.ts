import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../test-kit/test-server.ts';
import { machineClock } from '../clock.ts';
import type { Moment } from '../monitor.ts';
import { limits } from '../test-kit/kept-time.ts';
import { startTrustedTime } from '../trusted-time.ts';
import { clientRequest, decodePacket, packetBytes } from './packet.ts';
import { type SntpServer, startSntpServer } from './sntp-server.ts';

const run = promisify(execFile);
const daemon = ['-x', '-U', '-u', userInfo().username];

const aheadMs = 5000;
let trusted = true;
let server: SntpServer;
const moment = (): Moment => {
  const ms = Date.now() + aheadMs;
  return { ms, errorMs: 3, measuredAt: ms - 1000, stratum: 1, referenceId: Buffer.from('BDS\0'), leap: 0 };
};
before(async () => {
  server = await startSntpServer(
    { host: '127.0.0.1', port: 0 },
    { clock: machineClock, now: () => (trusted ? moment() : undefined), admits: (address) => address === '127.0.0.1' },
  );
});
after(() => server.close());

/** What `bytes` from a socket of its own get as answer; undefined where nothing comes. */
const ask = async (bytes: Uint8Array, socket: Socket = createSocket('udp4')): Promise<Uint8Array | undefined> => {
  socket.send(bytes, server.port, '127.0.0.1');
  const answer = await Promise.race([once(socket, 'message'), setTimeout(300)]);
  socket.close();
  return (answer as [Uint8Array] | undefined)?.[0];
};

test('our client believes a real chronyd, and says how far off it may be', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const config = join(folder.path, 'chrony.conf');
  const lines = [`port ${port}`, 'bindaddress 127.0.0.1', 'allow 127.0.0.1', 'local stratum 3', 'cmdport 0'];
  await writeFile(config, [...lines, `bindcmdaddress ${folder.path}/s`, `pidfile ${folder.path}/p`, ''].join('\n'));
  const chronyd = spawn('chronyd', ['-d', ...daemon, '-f', config], { stdio: 'ignore' });
  try {
    const sources = [{ kind: 'ntp', host: '127.0.0.1', port } as const];
    const time = await startTrustedTime({ sources, limits: { ...limits, minimumAgreeing: 1 }, sntpServer: null });
    let reading = time.read();
    for (let round = 0; round < 100 && !reading.trusted; round++) {
      await setTimeout(100);
      reading = time.read();
    }
    const error = Math.abs(Date.now() - (reading.trusted ? reading.time.getTime() : 0));
    assert.ok(reading.trusted, JSON.stringify(time.state()));
    assert.ok(error <= reading.accuracyMs + 20, `${error} ms, stated ${reading.accuracyMs}`);
    assert.equal(time.state().stratum, 3);
    await time.close();
  } finally {
    chronyd.kill();
    await once(chronyd, 'exit');
  }
});

test('a real chronyd takes our time', async () => {
  await using folder = await temporaryFolder();
  const config = join(folder.path, 'chrony.conf');
  await writeFile(config, `server 127.0.0.1 port ${server.port} iburst\npidfile ${folder.path}/p\n`);
  const { stdout, stderr } = await run('chronyd', ['-Q', '-t', '20', ...daemon, '-f', config]);
  const offset = Number(/System clock wrong by (-?[\d.]+) seconds/.exec(stdout + stderr)?.[1]);
  assert.ok(Math.abs(offset - aheadMs / 1000) < 0.1, stdout + stderr);
});

test('so does ntpdig', async () => {
  // ntpdig knows one port only, 123; it is the same program with ours.
  const source = readFileSync('/usr/bin/ntpdig', 'utf8').replace('port=123', `port=${server.port}`);
  await using folder = await temporaryFolder();
  const program = join(folder.path, 'ntpdig');
  await writeFile(program, source);
  const query = () => run('/usr/bin/python3', [program, '-j', '127.0.0.1']);
  const { offset, stratum } = JSON.parse((await query()).stdout) as { offset: number; stratum: number };
  assert.ok(Math.abs(offset - aheadMs / 1000) < 0.1, `${offset}`);
  assert.equal(stratum, 2);
  trusted = false;
  await assert.rejects(query(), 'without trusted time it gets none');
  trusted = true;
});

test('without trusted time: leap indicator 3, stratum 16, no times', async () => {
  trusted = false;
  const packet = decodePacket((await ask(clientRequest(Buffer.from('12345678')))) ?? new Uint8Array());
  trusted = true;
  assert.deepEqual(
    [packet?.leap, packet?.stratum, packet?.receive, packet?.transmit, Buffer.from(packet?.origin ?? []).toString()],
    [3, 16, undefined, undefined, '12345678'],
  );
});

test('48 bytes for a request, nothing for anything else, and little for many', async () => {
  const request = clientRequest(Buffer.from('12345678'));
  assert.equal((await ask(request))?.length, packetBytes);
  assert.equal((await ask(Buffer.concat([request, new Uint8Array(1000)])))?.length, packetBytes);
  const other = [new Uint8Array(0), request.subarray(0, 47)];
  for (const mode of [0, 1, 2, 4, 5, 6, 7]) other.push(Uint8Array.from([(4 << 3) | mode, ...request.subarray(1)]));
  other.push(Uint8Array.from([3, ...request.subarray(1)]));
  for (const bytes of other) assert.equal(await ask(bytes), undefined, `${bytes.length} ${bytes[0]}`);

  const socket = createSocket('udp4').bind(0, '127.0.0.2');
  await once(socket, 'listening');
  assert.equal(await ask(request, socket), undefined, 'who may not ask gets nothing');

  const flood = createSocket('udp4');
  const answers: (Uint8Array | undefined)[] = [];
  flood.on('message', (bytes) => answers.push(bytes));
  for (let i = 0; i < 200; i++) flood.send(request, server.port, '127.0.0.1');
  await setTimeout(500);
  flood.close();
  assert.ok(answers.length < 30, `${answers.length}`);
  const kisses = answers
    .map((bytes) => decodePacket(bytes ?? new Uint8Array()))
    .filter((packet) => packet?.stratum === 0);
  assert.equal(Buffer.from(kisses[0]?.referenceId ?? []).toString(), 'RATE');
});

const freePort = async (): Promise<number> => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
};
