import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { BedSignError, type ErrorCode } from '@bedsign/contract';
import { sealDocument } from '../sealing/index.ts';
import { letterL, padBox } from '../sealing/testing/fixtures.ts';
import { pdfsig, qpdf, qpdfFaults } from '../sealing/testing/judges.ts';
import { verifyDocument } from '../verification/index.ts';
import { details, failing, makeBench } from '../verification/test-kit/bench.ts';
import { makeHierarchy } from '../verification/test-kit/hierarchy.ts';
import { baseObjects, basePdf, bytesOf, latin1, stream, update } from '../verification/test-kit/pdf-text.ts';
import { admitDocument } from './admit-document.ts';

const bench = await makeBench();
const anchors = [bench.hierarchy.rootCertificate];
const signed = await bench.first();
const folder = mkdtempSync(join(tmpdir(), 'bedsign-admit-'));
after(() => rmSync(folder, { recursive: true }));

/** One more signature, as the product makes it, `y` points from below. */
const seal = (pdf: Uint8Array, y: number): Promise<Uint8Array> =>
  sealDocument({
    ...{ pdf, captureId: randomUUID(), evidenceDigest: bench.evidenceDigest },
    fields: [
      {
        ...{ id: 'a', label: '患者签名', page: 1, rect: { x: 300, y, width: 150, height: 48 } },
        ...{ box: padBox, samples: letterL },
      },
    ],
    ...{ maxPressure: 8191, fingerprint: null, signerName: '张三', reason: '知情同意', signedAt: new Date() },
    sign: bench.hierarchy.signer(bench.evidenceDigest),
  });

const once = await seal(bytesOf(basePdf()), 200);
const admitted: [string, Uint8Array][] = [
  ['without a signature', bytesOf(basePdf())],
  ['with garbage behind its end', bytesOf(`${basePdf()}\n\0\0garbage\n`)],
  ['signed here', once],
  ['signed here twice', await seal(once, 300)],
];
for (const [name, pdf] of admitted)
  test(`a document is admitted ${name}, and what is signed after that verifies`, async () => {
    assert.deepEqual(await admitDocument(pdf, { anchors }), { pages: 1 });
    const result = await seal(pdf, 400);
    const report = await verifyDocument(result, { anchors });
    assert.deepEqual(failing(report), [], details(report));
    assert.equal(qpdfFaults(result), '');
    assert.equal(pdfsig(result).filter(({ total }) => total).length, 1);
  });

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A valid signature of the usual kind, RSA and SHA-256 (ISO 32000-1 §12.8.3.3), made by OpenSSL. */
const signedByOthers = async (): Promise<string> => {
  const subject = ['-subj', '/CN=doctor', '-keyout', 'key.pem', '-out', 'certificate.pem'];
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject);
  const rewrite = (dictionary: string) =>
    dictionary.replace('ETSI.CAdES.detached', 'adbe.pkcs7.detached').replace(/\/BedSign <<.*?>>/, '');
  const pdf = await bench.first(undefined, { rewrite, sign: async () => Uint8Array.of(0) });
  const [, gap = 0, gapEnd = 0] = /\/ByteRange \[0 (\d+) +(\d+)/.exec(pdf)?.map(Number) ?? [];
  writeFileSync(join(folder, 'covered'), bytesOf(pdf.slice(0, gap) + pdf.slice(gapEnd)));
  const keys = ['-signer', 'certificate.pem', '-inkey', 'key.pem', '-md', 'sha256'];
  openssl('cms', '-sign', '-binary', '-in', 'covered', ...keys, '-outform', 'DER', '-out', 'cms.der');
  const contents = readFileSync(join(folder, 'cms.der'))
    .toString('hex')
    .padEnd(gapEnd - gap - 2, '0');
  return `${pdf.slice(0, gap)}<${contents}>${pdf.slice(gapEnd)}`;
};

test('a valid signature of another system is refused by that name', async () => {
  const pdf = bytesOf(await signedByOthers());
  assert.ok(pdfsig(pdf).some(({ text }) => /Signature is Valid/.test(text)));
  await refused(pdf, 'DOCUMENT_SIGNED_ELSEWHERE', /signature sig12, .*SubFilter/);
});

const refused = (pdf: string | Uint8Array, code: ErrorCode, detail: RegExp): Promise<void> =>
  assert.rejects(
    async () => admitDocument(typeof pdf === 'string' ? bytesOf(pdf) : pdf, { anchors }),
    (thrown) => {
      assert.ok(thrown instanceof BedSignError);
      assert.equal(thrown.code, code, thrown.detail);
      assert.match(thrown.detail ?? '', detail);
      return true;
    },
  );

const stranger = await makeHierarchy();
const elsewhere = { sign: stranger.signer(bench.evidenceDigest) };
const body = (pdf: string, number: number): string =>
  [...pdf.matchAll(new RegExp(`\\n${number} 0 obj\\n([\\s\\S]*?)\\nendobj`, 'g'))].at(-1)?.[1] ?? '';
const otherText = stream('BT /F1 12 Tf 72 700 Td (Operation: RIGHT knee) Tj ET');

const refusals: [string, ErrorCode, RegExp, () => string | Uint8Array | Promise<string>][] = [
  ['signed by another hospital', 'DOCUMENT_SIGNED_ELSEWHERE', /chain/, () => bench.first(undefined, elsewhere)],
  ['signed here, then by another hospital', 'DOCUMENT_SIGNED_ELSEWHERE', /chain/, () => bench.again(signed, elsewhere)],
  [
    'signed by another hospital, then here',
    'DOCUMENT_SIGNED_ELSEWHERE',
    /chain/,
    async () => bench.again(await bench.first(undefined, elsewhere)),
  ],
  ['one signed byte changed', 'DOCUMENT_SIGNATURE_BROKEN', /digest/, () => signed.replace('left knee', 'lost knee')],
  [
    'one byte of a signature of elsewhere changed',
    'DOCUMENT_SIGNATURE_BROKEN',
    /digest/,
    async () => (await bench.first(undefined, elsewhere)).replace('left knee', 'lost knee'),
  ],
  [
    'changed after it was signed',
    'DOCUMENT_SIGNATURE_BROKEN',
    /coverage/,
    () => update(signed, { 4: otherText }, 15, '/Info 11 0 R'),
  ],
  [
    'changed between two signatures',
    'DOCUMENT_SIGNATURE_BROKEN',
    /later-changes/,
    () => bench.again(update(signed, { 4: otherText }, 15, '/Info 11 0 R')),
  ],
  ['an end of line behind a signature', 'DOCUMENT_SIGNATURE_BROKEN', /structure|coverage/, () => `${signed}\n`],
  ['saved anew by another program', 'DOCUMENT_SIGNATURE_BROKEN', /coverage|range/, () => qpdf(bytesOf(signed))],
  [
    'a byte range that leaves something out',
    'DOCUMENT_SIGNATURE_BROKEN',
    /coverage|range/,
    () => signed.replace(/(ByteRange \[0 \d+ +\d+ +)\d/, '$11'),
  ],
  [
    'a field that was prepared but never signed',
    'DOCUMENT_SIGNATURE_BROKEN',
    /coverage|range/,
    () => signed.replace(/\/ByteRange \[[^\]]*\]/, (text) => text.replace(/./g, ' ')),
  ],
  [
    'a signature that was removed',
    'DOCUMENT_SIGNATURE_BROKEN',
    /no field/,
    () => update(signed, { 6: baseObjects[6] ?? '' }, 15, '/Info 11 0 R'),
  ],
  [
    'a signature that no field shows',
    'DOCUMENT_SIGNATURE_BROKEN',
    /no field/,
    () => basePdf({ ...baseObjects, 12: body(signed, 13) }),
  ],
  [
    'an object that our reader and others could see differently',
    'DOCUMENT_DAMAGED',
    /object/,
    () => latin1(bytesOf(basePdf())).replace('5 0 obj', '5 7 obj'),
  ],
];
for (const [name, code, detail, craft] of refusals)
  test(`refused before a patient signs it: ${name}`, async () => refused(await craft(), code, detail));
