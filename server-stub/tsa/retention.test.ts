import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { temporaryData } from '../test-kit/temporary-data.ts';
import { destroyExpired } from './retention.ts';
import { nodeFiles, openTestNode, testAuthority } from './test-kit/test-node.ts';

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
