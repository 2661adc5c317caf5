/** `npm start -- --headless` as a person runs it: what it prints, what it serves, Ctrl-C, and a second start. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { connectPage } from '../kit/page-client.ts';
import { connectServer } from '../kit/server-client.ts';

const data = mkdtempSync(join(tmpdir(), 'bedsign-start-'));
after(() => rmSync(data, { recursive: true, force: true }));

const script = fileURLToPath(new URL('../../electron/start/main.ts', import.meta.url));

type Started = { child: ChildProcess; text: string; url(label: RegExp): string };

/** Starts it and waits until it says how to stop it. */
const start = async (...args: string[]): Promise<Started> => {
  const child = spawn(process.execPath, [script, '--data', data, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('Ctrl-C')) break;
  }
  return {
    child,
    text,
    url: (label) => new RegExp(`${label.source}\\s+(http\\S+)`).exec(text)?.[1] ?? assert.fail(text),
  };
};

const interrupt = async ({ child }: Started): Promise<void> => {
  child.kill('SIGINT');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
};

const listens = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => resolve(socket.end() && true));
    socket.once('error', () => resolve(false));
  });

test('prints what it started, serves it, stops on Ctrl-C, and keeps all data', async () => {
  const first = await start('--headless');
  const server = first.url(/签名服务器 server/);
  const nurse = first.url(/护士页面 nurse page/);
  assert.match(first.text, /模拟签名板/);
  const [, username = '', password = ''] = /演示账号 demo login\s+(\S+) \/ (\S+)/.exec(first.text) ?? [];
  for (const path of ['/ca/chain.pem', '/ca/ecdsa/chain.pem']) {
    assert.match(await (await fetch(server + path)).text(), /-----BEGIN CERTIFICATE-----/);
  }
  const administration = await fetch(first.url(/管理页面 administration/));
  assert.match(await administration.text(), /<title>床旁签 · 管理<\/title>/);
  assert.match(first.text, /演示账号 demo login\s+admin \/ \S+/);
  const page = await connectPage(nurse);
  await page.call('login', { username, password });
  const before = await page.call('patients', { query: '' });
  assert.ok(before.length > 3);
  page.close();
  await interrupt(first);
  assert.deepEqual(await Promise.all([listens(server), listens(nurse)]), [false, false]);

  const second = await start('--headless');
  const again = await connectServer(second.url(/签名服务器 server/), username, password);
  assert.deepEqual(await again.patients(''), before);
  await interrupt(second);
});

test('--server-only starts no station', async () => {
  const only = await start('--server-only');
  assert.doesNotMatch(only.text, /station/);
  assert.equal(await listens(only.url(/签名服务器 server/)), true);
  await interrupt(only);
});

test('a second start on the same data folder is DATA_FOLDER_IN_USE', async () => {
  const running = await start('--server-only');
  const rival = spawn(process.execPath, [script, '--data', data, '--port', '0', '--headless'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  for await (const chunk of rival.stderr.setEncoding('utf8')) text += chunk;
  assert.match(text, /DATA_FOLDER_IN_USE/);
  assert.equal(rival.exitCode ?? (await once(rival, 'exit'))[0], 1);
  await interrupt(running);
});
