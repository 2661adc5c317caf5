import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError, encodeBundle } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { verifyDocument } from './index.ts';
import { failing, makeBench } from './test-kit/bench.ts';
import { makeHierarchy, sm3Of } from './test-kit/hierarchy.ts';
import { baseObjects, basePdf, bytesOf } from './test-kit/pdf-text.ts';

const bench = await makeBench();
const { hierarchy, first, again, verify } = bench;
const signed = await first();
const year = 365 * 24 * 3600_000;

test('a signed form holds in every check', async () => {
  const report = await verify(signed);
  assert.deepEqual(failing(report), []);
  assert.equal(report.ok, true);
  assert.equal(report.signatures[0]?.signedAt, hierarchy.now.toISOString());
  assert.equal(report.signatures[0]?.captureId, '0e0e0e0e-0000-4000-8000-000000000001');
});

test('two and three signers sign one after the other', async () => {
  const twice = await again(signed);
  const thrice = await again(twice, { rect: '300 300 420 340' });
  for (const [pdf, count] of [
    [twice, 2],
    [thrice, 3],
  ] as const) {
    const report = await verify(pdf);
    assert.deepEqual(failing(report), []);
    assert.equal(report.signatures.length, count);
    assert.equal(report.ok, true);
  }
});

test('a second signature fills the empty field that the form has for it', async () => {
  const field =
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (doctor) /Rect [72 100 200 140] /P 3 0 R /F 132 /V 16 0 R /AP << /N 17 0 R >> >>';
  const pdf = await again(signed, {
    objects: { 8: field },
    fill: true,
  });
  assert.deepEqual(failing(await verify(pdf)), []);
});

test('a stamp of the same act is part of it', async () => {
  const page = baseObjects[3]?.replace('9 0 R]', '9 0 R 12 0 R 15 0 R 18 0 R]') ?? '';
  const stamp = '<< /Type /Annot /Subtype /Stamp /Rect [300 300 420 340] /P 3 0 R /AP << /N 17 0 R >> >>';
  assert.deepEqual(failing(await verify(await again(signed, { objects: { 3: page, 18: stamp } }))), []);
});

test('a document without a signature does not hold', async () => {
  const report = await verify(basePdf());
  assert.equal(report.ok, false);
  assert.deepEqual(failing(report), ['coverage']);
});

test('what is no PDF, encrypted, or without trust is named', async () => {
  const anchors = [hierarchy.rootCertificate];
  const code = (expected: string) => (thrown: unknown) => thrown instanceof BedSignError && thrown.code === expected;
  await assert.rejects(verifyDocument(bytesOf('hello'), { anchors }), code('DOCUMENT_NOT_PDF'));
  await assert.rejects(verifyDocument(bytesOf(signed), { anchors: [] }), code('TRUST_ANCHOR_MISSING'));
  const noCertificate = { anchors: [Uint8Array.of(0x30, 0)] };
  await assert.rejects(verifyDocument(bytesOf(signed), noCertificate), code('CERTIFICATE_INVALID'));
  const withEncrypt = basePdf().replace('/Info 11 0 R', '/Encrypt 5 0 R');
  await assert.rejects(verifyDocument(bytesOf(withEncrypt), { anchors }), code('DOCUMENT_ENCRYPTED'));
});

const cryptography: [string, () => Promise<string>, string[]][] = [
  [
    'the evidence digest in the dictionary is not that of the certificate',
    () => first(undefined, { sign: hierarchy.signer(sm3Of('other evidence')) }),
    ['1:event-evidence'],
  ],
  [
    'the time stamp is over another signature',
    () => first(undefined, { sign: hierarchy.signer(bench.evidenceDigest, { stampOf: sm3Of('another') }) }),
    ['1:chain', '1:validity', '1:time-stamp', '1:time-stamp-chain'],
  ],
  [
    'the certificate had expired at the time-stamped time',
    () => {
      const genTime = new Date(Date.now() + 2 * year);
      return first(undefined, { sign: hierarchy.signer(bench.evidenceDigest, { genTime }) });
    },
    ['1:validity'],
  ],
  [
    'the time stamp was given before the certificate was issued',
    () => {
      const genTime = new Date(Date.now() - 1800_000);
      const validity = { notBefore: new Date(Date.now() - 900_000), notAfter: new Date(Date.now() + year) };
      return first(undefined, { sign: hierarchy.signer(bench.evidenceDigest, { genTime, validity }) });
    },
    ['1:validity'],
  ],
  [
    'the time stamp signer may not sign time stamps',
    () => first(undefined, { sign: hierarchy.signer(bench.evidenceDigest, { extendedKeyUsage: 'serverAuth' }) }),
    ['1:chain', '1:validity', '1:time-stamp-chain'],
  ],
  ['the root is not trusted', async () => (await makeBench()).first(), ['1:chain', '1:validity', '1:time-stamp-chain']],
];
for (const [name, craft, expected] of cryptography) {
  test(`refused by name: ${name}`, async () => {
    const report = await verify(await craft());
    assert.deepEqual(failing(report), expected);
    assert.equal(report.ok, false);
  });
}

test('of two signatures where the first is broken, the second alone holds', async () => {
  const broken = await first(undefined, { sign: hierarchy.signer(sm3Of('other evidence')) });
  const report = await verify(await again(broken));
  assert.deepEqual(failing(report), ['1:event-evidence']);
  assert.deepEqual(
    report.signatures.map(({ ok }) => ok),
    [false, true],
  );
});

test('of two signatures where the second is broken, the first does not hold either', async () => {
  const stranger = await makeHierarchy();
  const report = await verify(await again(signed, { sign: stranger.signer(bench.evidenceDigest) }));
  assert.ok(failing(report).includes('1:later-changes'));
  assert.ok(failing(report).includes('2:chain'));
});

test('a given bundle is held against digest and capture', async () => {
  const captureId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const bundle = encodeBundle({
    v: 1,
    captureId,
    taskId: 't',
    documentId: 'd',
    documentDigest: new Uint8Array(32),
    signer: { role: 'patient', name: '张三', patientId: 'p' },
    operator: { id: 'n', name: '李静' },
    station: { id: 's', name: '一号', software: '1' },
    devices: {
      pad: {
        vendor: 'v',
        model: 'm',
        serial: '1',
        maxX: 1,
        maxY: 1,
        maxPressure: 1,
        widthMm: 1,
        heightMm: 1,
        simulated: true,
        clock: 'device',
      },
      reader: null,
      chip: { serial: '1', simulated: true },
    },
    fields: [{ fieldId: 'f', box: { x: 0, y: 0, width: 1, height: 1 }, samples: [] }],
    fingerprint: { refused: 'NO_DEVICE' },
    photo: { refused: 'NO_DEVICE' },
    times: { opened: 1, signed: 2, confirmed: 3, sealed: 4 },
  });
  const evidenceDigest = sm3(bundle);
  const sign = hierarchy.signer(evidenceDigest);
  const other = { captureId: '0f8fad5b-d9cb-469f-a165-70867728950e' };
  assert.deepEqual(failing(await verify(await first(undefined, { sign, evidenceDigest, captureId }), bundle)), []);
  const wrong = await first(undefined, { sign, evidenceDigest, ...other });
  assert.deepEqual(failing(await verify(wrong, bundle)), ['1:event-evidence']);
});

test('a certificate of an unknown kind that came along is a failing check, not an exception', async () => {
  const digits = Buffer.from(hierarchy.issuingCertificate).toString('hex');
  const spoilt = digits.replace('2a8648ce3d0201', '2a8648ce3d0207');
  assert.ok(signed.includes(digits) && spoilt !== digits);
  assert.ok(failing(await verify(signed.replace(digits, spoilt))).includes('1:chain'));
});

test('a given bundle must belong to a signature of the document', async () => {
  const report = await verify(signed, bytesOf('some other bundle'));
  assert.deepEqual(failing(report), ['1:event-evidence']);
});
