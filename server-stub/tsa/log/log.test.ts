import assert from 'node:assert/strict';
import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { createGrant } from '@bedsign/gm';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { temporaryData } from '../../test-kit/temporary-data.ts';
import { temporaryFolder } from '../../test-kit/test-server.ts';
import { nodeFiles, openTestNode, type TestAuthority, testAuthority } from '../test-kit/test-node.ts';
import { frameAt, readFrame } from './frame.ts';
import { listNodes } from './node-folder.ts';
import { recordsIn } from './record.ts';
import { recoverNode } from './recover.ts';
import { decodeHead } from './segment.ts';

let authority: TestAuthority;
before(async () => {
  authority = await testAuthority();
});

const nowhere = { segment: 0, end: 0 };

/** The frames of a segment, each under its hash. */
const framesOf = (bytes: Buffer, key: Uint8Array) => {
  const frames = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = readFrame(bytes, at, key);
    assert(frame, `a frame at ${at}`);
    frames.push({ ...frame, at });
    at += frame.length;
  }
  return frames;
};

/** A data folder whose one node has issued `count` tokens, one frame each, and was closed. */
const issued = async (folder: DataFolder, count: number) => {
  await using node = await openTestNode(folder, authority);
  const replies = [];
  for (let i = 0; i < count; i++) replies.push(await authority.issue(node));
  return replies;
};

test('what was answered is in the log, byte for byte, under a chain of hashes', async () => {
  await using folder = await temporaryData();
  const node = await openTestNode(folder, authority);
  const issued = await Promise.all(Array.from({ length: 200 }, () => authority.issue(node)));
  await node.close();
  const { segments } = await nodeFiles(folder);
  const [head, ...frames] = framesOf(await readFile(segments[0] ?? ''), folder.vault.keyOf('token-log'));
  assert(head?.kind === 'head' && segments.length === 1);
  const { signers } = decodeHead(head.body);
  const grant = createGrant(signers[0]?.certificates ?? []);
  const stored = frames.flatMap(({ body }) => [...recordsIn(body)]);
  assert.deepEqual(
    stored.map(({ token, certReq }) => grant(token, certReq)),
    issued.map(({ reply }) => reply),
  );
  assert(stored.every(({ application }) => application === 'app:test'));
  assert(frames.length < 100, 'tokens share a synchronisation');
  for (const [index, { previous }] of frames.entries())
    assert.deepEqual(previous, index === 0 ? head.hash : frames[index - 1]?.hash);
});

test('a process goes on where the last one ended: the chain, and numbers never given before', async () => {
  await using folder = await temporaryData();
  const serials = [];
  for (let run = 0; run < 3; run++) serials.push(...(await issued(folder, 3)).map(({ serial }) => serial));
  assert.deepEqual(serials, [...new Set(serials)].sort());
  const { segments } = await nodeFiles(folder);
  assert.equal(segments.length, 3);
  const key = folder.vault.keyOf('token-log');
  let hash = Buffer.alloc(32);
  for (const segment of segments)
    for (const frame of framesOf(await readFile(segment), key)) {
      assert.deepEqual(frame.previous, hash);
      hash = Buffer.from(frame.hash);
    }
});

test('two processes at once are two nodes; each folder is taken up again', async () => {
  await using folder = await temporaryData();
  for (let round = 0; round < 2; round++) {
    await using one = await openTestNode(folder, authority);
    await using two = await openTestNode(folder, authority);
    const serials = [(await authority.issue(one)).serial, (await authority.issue(two)).serial];
    assert.notEqual(serials[0]?.slice(0, 16), serials[1]?.slice(0, 16));
    assert(serials.every((serial) => /^[4-7]/.test(serial)));
  }
  assert.equal((await listNodes(join(folder.path, 'tokens'))).length, 2);
});

test('a restored folder that has forgotten tokens gives none of their numbers again', async () => {
  await using folder = await temporaryData();
  await using backup = await temporaryFolder();
  await issued(folder, 2);
  const { node } = await nodeFiles(folder);
  await cp(node, backup.path, { recursive: true });
  const forgotten = await issued(folder, 20);
  await rm(node, { recursive: true });
  await cp(backup.path, node, { recursive: true });
  const again = await issued(folder, 20);
  assert(again.every(({ serial }) => forgotten.every((other) => other.serial < serial)));
});

test('a torn end is cut, wherever it tore; everything before it stays', async () => {
  await using folder = await temporaryData();
  await issued(folder, 5);
  const { node, segments, files } = await nodeFiles(folder);
  const [file = ''] = segments;
  await Promise.all(files.filter((name) => name.startsWith('index')).map((name) => rm(join(node, name))));
  const whole = await readFile(file);
  const key = folder.vault.keyOf('token-log');
  const frames = framesOf(whole, key);
  const last = frames.at(-1);
  assert(last);
  const torn: Buffer[] = [];
  for (let length = last.at; length < whole.length; length += 7) torn.push(whole.subarray(0, length));
  // What a power cut leaves: the length of the file without its bytes, or some of them.
  torn.push(Buffer.concat([whole.subarray(0, last.at), Buffer.alloc(last.length)]));
  torn.push(Buffer.concat([whole.subarray(0, last.at + 100), Buffer.alloc(last.length - 100)]));
  for (const bytes of torn) {
    await writeFile(file, bytes);
    const { end, hash } = await recoverNode(node, key, nowhere);
    assert.deepEqual([end, hash], [last.at, Uint8Array.from(last.previous)], `torn at ${bytes.length}`);
    assert.deepEqual(await readFile(file), whole.subarray(0, last.at));
  }
  for (const length of [0, 1, 39, (frames[0]?.length ?? 0) - 1]) {
    await writeFile(file, whole.subarray(0, length));
    assert.equal((await recoverNode(node, key, nowhere)).sequence, 0);
    assert.deepEqual((await nodeFiles(folder)).segments, [], 'a segment without a head was never begun');
  }
});

test('one changed byte anywhere before the end is no crash: named, and nothing is touched', async () => {
  await using folder = await temporaryData();
  await issued(folder, 5);
  const { node, segments } = await nodeFiles(folder);
  const [file = ''] = segments;
  const whole = await readFile(file);
  const key = folder.vault.keyOf('token-log');
  const last = framesOf(whole, key).at(-1);
  assert(last);
  for (let at = 0; at < last.at; at += 11) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await writeFile(file, changed);
    await assert.rejects(recoverNode(node, key, nowhere), { code: 'TOKEN_LOG_DAMAGED' }, `byte ${at}`);
    assert.deepEqual(await readFile(file), changed);
  }
  await writeFile(file, whole);
});

test('what the index has seen cannot have been torn: a cut or changed end is named, and no process starts', async () => {
  await using folder = await temporaryData();
  await issued(folder, 5);
  const { segments } = await nodeFiles(folder);
  const [file = ''] = segments;
  const whole = await readFile(file);
  const refused = async (why: string) => {
    await assert.rejects(openTestNode(folder, authority), { code: 'TOKEN_LOG_DAMAGED' }, why);
  };
  await truncate(file, whole.length - 1);
  await refused('cut');
  await writeFile(file, whole.with(whole.length - 40, 0));
  await refused('changed');
  await rm(file);
  await refused('gone');
  await writeFile(file, whole);
  await (await openTestNode(folder, authority)).close();
});

test('a frame left out, moved, or written without the key does not hold', async () => {
  await using folder = await temporaryData();
  await issued(folder, 4);
  const { node, segments } = await nodeFiles(folder);
  const [file = ''] = segments;
  const whole = await readFile(file);
  const key = folder.vault.keyOf('token-log');
  const parts = framesOf(whole, key).map(({ at, length }) => whole.subarray(at, at + length));
  const [head, one, two, three, four] = parts as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const attempts: Record<string, Buffer[]> = {
    'left out': [head, one, three, four],
    moved: [head, two, one, three, four],
    twice: [head, one, one, two, three, four],
    'without its head': [one, two, three, four],
    'two heads': [head, one, head, two, three, four],
  };
  for (const [how, bytes] of Object.entries(attempts)) {
    await writeFile(file, Buffer.concat(bytes));
    await assert.rejects(recoverNode(node, key, nowhere), { code: 'TOKEN_LOG_DAMAGED' }, how);
  }
  await writeFile(file, whole);
  assert(frameAt(whole, 0));
  assert.equal(readFrame(whole, 0, folder.vault.keyOf('audit-row')), undefined);
});
