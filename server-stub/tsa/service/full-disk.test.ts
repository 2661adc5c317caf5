import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTimeStampReply } from '@bedsign/gm';
import { startDemo, temporaryFolder } from '../../test-kit/test-server.ts';
import { post, startService, storedReplies } from '../test-kit/running-service.ts';

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });

/** A folder with a small disk of its own, or why there is none. */
const mountSmall = (path: string): string | undefined => {
  const { status, error, stderr } = run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path);
  return status === 0 ? undefined : `a small file system cannot be mounted: ${error?.message ?? stderr.trim()}`;
};

const refusal = (reply: Uint8Array): string => {
  try {
    parseTimeStampReply(reply);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

test('a full disk: systemFailure, nothing sent that is not stored, and on with room', async (t) => {
  await using folder = await temporaryFolder();
  await (await startDemo(folder.path)).close();
  const tokens = join(folder.path, 'tokens');
  rmSync(tokens, { recursive: true });
  mkdirSync(tokens);
  const why = mountSmall(tokens);
  if (why) return t.skip(why);
  try {
    const sent: Uint8Array[] = [];
    await (async () => {
      await using service = await startService(folder.path, 1, 'warn');
      sent.push((await post(service.url)).bytes);
      const ballast = join(tokens, 'ballast');
      const { bavail, bsize } = statfsSync(tokens);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, (bavail - 4) * bsize)));
      let refused = '';
      for (let count = 0; !refused; count++) {
        assert(count < 1000, 'never full');
        const { bytes } = await post(service.url);
        refused = refusal(bytes);
        if (!refused) sent.push(bytes);
      }
      assert.match(refused, /systemFailure.*DISK_FULL/);
      rmSync(ballast);
      const { bytes } = await post(service.url);
      assert.equal(refusal(bytes), '', 'there is room again');
      sent.push(bytes);
      assert.ok(service.log().some(({ reason }) => reason === 'systemFailure'));
    })();
    const stored = await storedReplies(folder.path);
    for (const reply of sent) assert.ok(stored.has(Buffer.from(reply).toString('hex')));
    t.diagnostic(`${sent.length} sent`);
    // And the next start finds a whole log.
    await using again = await startService(folder.path, 1);
    assert.equal(refusal((await post(again.url)).bytes), '');
  } finally {
    run('umount', '-l', tokens);
  }
});
