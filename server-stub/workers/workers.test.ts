import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError } from '@bedsign/contract';
import { fingerprint, letterL, makePdf, padBox } from '../sealing/testing/fixtures.ts';
import { openWorkers } from './index.ts';
import { createPool, type Rule } from './pool.ts';
import type { Job } from './thread.ts';

const pdf = await makePdf([{ lines: [{ text: '患者签名：', x: 40, y: 100 }] }]);
const act = {
  ...{ pdf, captureId: '0f8fad5b-d9cb-469f-a165-70867728950e', evidenceDigest: new Uint8Array(32) },
  fields: [
    {
      ...{ id: 'a', label: '患者签名', page: 1, rect: { x: 40, y: 40, width: 150, height: 48 } },
      ...{ box: padBox, samples: letterL },
    },
  ],
  ...{ maxPressure: 8191, fingerprint, signerName: '张三', reason: '知情同意' },
  signedAt: new Date('2026-11-24T02:23:45Z'),
};

const workersFor = async (use: (workers: ReturnType<typeof openWorkers>) => Promise<void>): Promise<void> => {
  const workers = openWorkers();
  try {
    await use(workers);
  } finally {
    await workers.close();
  }
};

test('the same answers and the same named errors as in this thread; signing stays here', () =>
  workersFor(async (workers) => {
    assert.deepEqual(await workers.admitDocument(pdf, { anchors: [] }), { pages: 1 });
    await assert.rejects(workers.admitDocument(Buffer.from('no pdf'), { anchors: [] }), { code: 'DOCUMENT_NOT_PDF' });
    await assert.rejects(workers.resolvePlacements(pdf, [{ by: 'name', name: 'x' }], { fallback: false }), {
      code: 'FIELD_NOT_FOUND',
      detail: 'x',
    });
    const signed: Uint8Array[] = [];
    const sealed = await workers.sealDocument({
      ...act,
      sign: async (digest) => {
        signed.push(digest);
        return new Uint8Array(100).fill(0xcd);
      },
    });
    assert.equal(signed[0]?.length, 32);
    assert.ok(Buffer.from(sealed).includes('<cdcdcd'));
    assert.deepEqual(Buffer.from(sealed.subarray(0, pdf.length)), Buffer.from(pdf));
    assert.equal(pdf[0], 0x25); // what is given is copied, not taken

    const refused = new BedSignError('TIME_STAMP_FAILED', 'clock');
    const sealing = workers.sealDocument({ ...act, sign: () => Promise.reject(refused) });
    await assert.rejects(sealing, (thrown) => thrown === refused);
    const key = new Uint8Array(16);
    const { digest, sealed: blob } = await workers.sealBlob(key, pdf);
    assert.deepEqual(Buffer.from(await workers.openBlob(key, digest, blob)), Buffer.from(pdf));
    await assert.rejects(workers.openBlob(new Uint8Array(16).fill(1), digest, blob), { code: 'STORAGE_DAMAGED' });
  }));

test('what takes too long is refused by name, its thread is replaced, and one thread stays free meanwhile', async () => {
  const pool = createPool(2);
  const fromOutside: Rule = { ms: 20_000, code: 'DOCUMENT_DAMAGED', fromOutside: true };
  try {
    const job: Job = { name: 'admitDocument', args: [pdf, []] };
    await assert.rejects(pool.run(job, { ...fromOutside, ms: 1 }), { code: 'DOCUMENT_DAMAGED' });
    assert.deepEqual(await pool.run(job, fromOutside), { pages: 1 });

    // A signature that is long in coming holds its thread as a hostile file would.
    const signature = Promise.withResolvers<Uint8Array>();
    const slow: Job = { name: 'sealDocument', args: [act], answer: () => signature.promise };
    const order: string[] = [];
    const first = pool.run(slow, fromOutside).then(() => order.push('slow'));
    const second = pool.run(job, fromOutside).then(() => order.push('outside'));
    await pool.run(job, { ...fromOutside, fromOutside: false }).then(() => order.push('ours'));
    signature.resolve(new Uint8Array(100));
    await Promise.all([first, second]);
    assert.deepEqual(order, ['ours', 'slow', 'outside']);
  } finally {
    await pool.close();
  }
  await assert.rejects(pool.run({ name: 'admitDocument', args: [] }, fromOutside), { code: 'INTERNAL' });
});
