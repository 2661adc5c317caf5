import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createTimeStampQuery, fromPem, parseTimeStampReply, sm3, verifyTimeStampToken } from '@bedsign/gm';
import { makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { call, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
  await makeProduction(folder.path);
});
after(() => folder[Symbol.asyncDispose]());

const headers = { 'content-type': 'application/timestamp-query' };
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder.path, encoding: 'utf8', stdio: 'pipe' });

test('openssl ts accepts /tsa/ecdsa, and refuses it for other data', async () => {
  await using server = await startProduction(folder.path);
  writeFileSync(join(folder.path, 'data'), 'signed bytes');
  writeFileSync(join(folder.path, 'other'), 'other bytes');
  openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query.tsq');
  const bytes = readFileSync(join(folder.path, 'query.tsq'));
  const answer = await call(server.url, 'ecdsaTimeStamp', { bytes, headers });
  assert.equal(answer.status, 200);
  writeFileSync(join(folder.path, 'reply.tsr'), answer.bytes);
  const verify = (data: string) =>
    openssl('ts', '-verify', '-data', data, '-in', 'reply.tsr', '-CAfile', 'trust/ecdsa-root.pem');
  assert.match(verify('data'), /Verification: OK/);
  assert.throws(() => verify('other'));
});

test('an SM2 token holds at our root, and serials rise across restarts', async () => {
  const digest = sm3(Buffer.from('signature value'));
  const bytes = createTimeStampQuery({ digestAlgorithm: 'sm3', digest, certReq: true });
  const serials: bigint[] = [];
  for (let start = 0; start < 2; start++) {
    await using server = await startProduction(folder.path);
    for (let round = 0; round < 2; round++) {
      const { token } = parseTimeStampReply((await call(server.url, 'sm2TimeStamp', { bytes, headers })).bytes);
      const anchors = fromPem(readFileSync(join(folder.path, 'trust', 'root.pem'), 'utf8'));
      const { serial, genTime, policy } = await verifyTimeStampToken({
        token,
        imprint: { algorithm: 'sm3', digest },
        anchors,
      });
      assert.ok(Math.abs(genTime.getTime() - Date.now()) < 10_000);
      assert.match(policy, /^2\.25\.\d{30,}$/);
      serials.push(BigInt(`0x${serial}`));
    }
  }
  assert.deepEqual(
    serials,
    [...serials].sort((a, b) => Number(a - b)),
  );
  assert.equal(new Set(serials).size, 4);
});

test('what is no query gets a refusal, not an error', async () => {
  await using server = await startProduction(folder.path);
  const answer = await call(server.url, 'sm2TimeStamp', { bytes: new Uint8Array([1, 2, 3]), headers });
  assert.equal(answer.status, 200);
  assert.throws(() => parseTimeStampReply(answer.bytes), { code: 'TIME_STAMP_REFUSED' });
  const long = await call(server.url, 'sm2TimeStamp', { bytes: new Uint8Array(9000), headers });
  assert.equal(long.error?.code, 'PAYLOAD_TOO_LARGE');
});
