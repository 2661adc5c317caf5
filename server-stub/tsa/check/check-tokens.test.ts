import assert from 'node:assert/strict';
import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { before, test } from 'node:test';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { temporaryData } from '../../test-kit/temporary-data.ts';
import { segmentOf } from '../log/segment.ts';
import type { Witness } from '../log/witness.ts';
import { destroyExpired } from '../retention.ts';
import { nodeFiles, openTestNode, type TestAuthority, testAuthority } from '../test-kit/test-node.ts';
import { checkTokens, type TokenCheck } from './check-tokens.ts';

let authority: TestAuthority;
before(async () => {
  authority = await testAuthority();
});

/** A segment for each run, of `count` frames with a token each. */
const run = async (folder: DataFolder, count = 3) => {
  await using node = await openTestNode(folder, authority);
  for (let i = 0; i < count; i++) await authority.issue(node);
};

const runs = async (folder: DataFolder, count: number) => {
  for (let i = 0; i < count; i++) await run(folder);
};

/** `fault segment`, the segment by its place in `segments`. */
const named = ({ faults }: TokenCheck, segments: string[]) =>
  faults.map(({ fault, segment }) => `${fault} ${segments.map((file) => basename(file)).indexOf(segment ?? '')}`);

const forgetIndex = async (folder: DataFolder) => {
  const { node, files } = await nodeFiles(folder);
  await Promise.all(files.filter((name) => name.startsWith('index')).map((name) => rm(join(node, name))));
};

const kept = ({ nodes }: TokenCheck): Witness[] =>
  nodes.map(({ node, head }) => ({ node, ...head, segment: segmentOf(head.segment) ?? 0 }));

test('a sound log: every token counted, where each node ends, and the audit has it', async () => {
  await using folder = await temporaryData();
  await runs(folder, 3);
  const { nodes, tokens, destroyed, faults } = await checkTokens(folder);
  const [node] = nodes;
  const { segments } = await nodeFiles(folder);
  assert.deepEqual([nodes.length, node?.segments, tokens, destroyed, faults], [1, 3, 9, 0, []]);
  assert.deepEqual(
    [node?.head.segment, node?.head.end],
    [basename(segments[2] ?? ''), (await readFile(segments[2] ?? '')).length],
  );
  assert.ok(node?.oldest && node.newest && node.oldest <= node.newest && Date.now() - node.oldest < 600_000);
  const rows = await folder.db.selectFrom('audit').select('event').orderBy('sequence').execute();
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['token-log-witnessed', 'token-log-checked'],
  );
});

test('segments that the policy destroyed are accounted for by their records, and only by those that hold', async () => {
  await using folder = await temporaryData();
  await runs(folder, 4);
  await checkTokens(folder);
  const { node, segments } = await nodeFiles(folder);
  await destroyExpired(folder, { name: basename(node), path: node }, 0);
  const sound = await checkTokens(folder);
  assert.deepEqual([sound.tokens, sound.destroyed, sound.faults], [3, 3, []]);
  await run(folder);
  assert.deepEqual((await checkTokens(folder)).faults, []);
  await folder.db.updateTable('audit').set({ at: 0 }).where('event', '=', 'time-stamps-destroyed').execute();
  assert.deepEqual(named(await checkTokens(folder), segments), ['gap-before 3']);
  await assert.rejects(openTestNode(folder, authority), { code: 'TOKEN_LOG_DAMAGED' });
});

test('whatever is changed, missing or cut is named with its place', async (t) => {
  await using folder = await temporaryData();
  await runs(folder, 4);
  const sound = await checkTokens(folder);
  const { node, segments } = await nodeFiles(folder);
  const files = await Promise.all(segments.map((file) => readFile(file)));
  const restore = () => Promise.all(segments.map((file, index) => writeFile(file, files[index] ?? '')));
  const write = (index: number, bytes: Uint8Array) => writeFile(segments[index] ?? '', bytes);
  const [, one = Buffer.alloc(0), two = Buffer.alloc(0), last = Buffer.alloc(0)] = files;
  const middle = one.indexOf('BSTT');
  const after = one.indexOf('BSTT', middle + 1);
  const attacks: Record<string, [attack: () => Promise<unknown>, faults: string[]]> = {
    'a byte in the middle': [() => write(1, one.with(middle + 50, 0xee)), ['frame-changed 1']],
    'a byte of the last frame': [() => write(1, one.with(one.length - 40, 0xee)), ['frame-changed 1']],
    'a byte of a head': [() => write(1, one.with(60, 0xee)), ['frame-changed 1']],
    'a frame left out': [
      () => write(1, Buffer.concat([one.subarray(0, middle), one.subarray(after)])),
      ['frame-missing 1'],
    ],
    'the end of a segment': [() => truncate(segments[1] ?? '', after), ['gap-before 2']],
    'a segment': [() => rm(segments[1] ?? ''), ['gap-before 2']],
    'the first segment': [() => rm(segments[0] ?? ''), ['gap-before 1']],
    'one segment under the name of another': [
      () => write(1, two),
      ['segment-foreign 1', 'gap-before 1', 'gap-before 2'],
    ],
    'the end of all': [() => truncate(segments[3] ?? '', last.length - 1), ['tail-cut 3']],
    'the last segment': [() => rm(segments[3] ?? ''), ['tail-cut 2']],
  };
  const inside = ['a byte in the middle', 'a byte of the last frame', 'a frame left out'];
  for (const [what, [attack, faults]] of Object.entries(attacks))
    await t.test(what, async () => {
      await attack();
      await forgetIndex(folder);
      assert.deepEqual(named(await checkTokens(folder), segments), faults);
      // A process that starts sees it too, but not what is inside of older segments, which it does not read.
      if (!inside.includes(what)) await assert.rejects(openTestNode(folder, authority), { code: 'TOKEN_LOG_DAMAGED' });
      await restore();
      assert.deepEqual((await checkTokens(folder)).faults, []);
    });

  await t.test('a whole node', async () => {
    await rename(node, `${node}.away`);
    assert.deepEqual(
      (await checkTokens(folder)).faults.map(({ fault, node: name }) => [fault, name]),
      [['node-missing', basename(node)]],
    );
    await rename(`${node}.away`, node);
  });

  await t.test('an older state of everything, against an answer that was kept elsewhere', async () => {
    await run(folder);
    const later = kept(await checkTokens(folder));
    const fresh = (await nodeFiles(folder)).segments.at(-1) ?? '';
    await rm(fresh);
    await forgetIndex(folder);
    await folder.db.deleteFrom('audit').where('event', '=', 'token-log-witnessed').execute();
    assert.deepEqual((await checkTokens(folder, kept(sound))).faults, []);
    assert.deepEqual(named(await checkTokens(folder, later), segments), ['tail-cut 3']);
  });
});

test('a log that a process is writing holds at every moment', async () => {
  await using folder = await temporaryData();
  await using node = await openTestNode(folder, authority);
  let going = true;
  const writing = (async () => {
    while (going) await authority.issue(node);
  })();
  for (let i = 0; i < 5; i++) assert.deepEqual((await checkTokens(folder)).faults, []);
  going = false;
  await writing;
});
