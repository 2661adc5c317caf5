import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { temporaryData } from '../test-kit/temporary-data.ts';
import { checkTokens } from './check/check-tokens.ts';
import { keepLog } from './keep-log.ts';
import { holdNode } from './log/node-folder.ts';
import { listSegments, segmentFile } from './log/segment.ts';
import { tokensFolder } from './node.ts';
import { destroyExpired, destroyExpiredIdle } from './retention.ts';
import { nodeFiles, openTestNode, testAuthority } from './test-kit/test-node.ts';
import { openIndex } from './token-index/open-index.ts';

test('whole segments older than the policy are destroyed and audited, never the newest; the chain goes on', async () => {
  await using folder = await temporaryData();
  const authority = await testAuthority();
  const run = async () => {
    await using node = await openTestNode(folder, authority);
    await authority.issue(node);
  };
  for (let i = 0; i < 3; i++) await run();
  const before = await nodeFiles(folder);
  const node = { name: basename(before.node), path: before.node };
  await destroyExpired(folder, node, 1);
  assert.deepEqual((await nodeFiles(folder)).segments, before.segments, 'younger than a day');
  await destroyExpired(folder, node, 0);
  assert.deepEqual((await nodeFiles(folder)).segments, before.segments.slice(-1));
  const rows = await folder.db.selectFrom('audit').select(['event', 'subject']).execute();
  assert.deepEqual(
    rows.map(({ event, subject }) => [event, JSON.parse(subject).segment]),
    before.segments.slice(0, 2).map((segment) => ['time-stamps-destroyed', basename(segment)]),
  );
  await run();
  assert.equal((await nodeFiles(folder)).segments.length, 2);
});

test('what was destroyed is out of the index too, and a node without a process is not forgotten; one with a process is left alone', async () => {
  await using folder = await temporaryData();
  const authority = await testAuthority();
  const run = async (count: number) => {
    await using node = await openTestNode(folder, authority);
    for (let i = 0; i < count; i++) await authority.issue(node);
    await node.indexing.caughtUp();
  };
  await run(1100);
  await run(2);
  const { node, segments } = await nodeFiles(folder);
  const indexed = async () => {
    const index = await openIndex(node);
    const count = index.prepare('select count(*) from token').pluck().get();
    index.close();
    return count;
  };
  assert.equal(await indexed(), 1102);
  const held = await holdNode(tokensFolder(folder.path), basename(node));
  await destroyExpiredIdle(folder, basename(node), 0);
  assert.equal((await listSegments(node)).length, 2, 'held by a process');

  await using other = await openTestNode(folder, authority);
  held?.release();
  await keepLog(
    folder,
    other,
    () => 0,
    (thrown) => assert.ifError(thrown),
  ).close();
  assert.deepEqual((await listSegments(node)).map(segmentFile), [basename(segments[1] ?? '')]);
  assert.equal(await indexed(), 2);
  assert.deepEqual((await checkTokens(folder)).faults, []);
});
