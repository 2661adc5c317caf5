import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { sealDocument } from '../sealing/index.ts';
import { letterL, makePdf, type Place, padBox, seal } from '../sealing/testing/fixtures.ts';
import { pdfsig, qpdf, qpdfFaults } from '../sealing/testing/judges.ts';
import { verifyDocument } from './index.ts';
import { failing, makeBench } from './test-kit/bench.ts';

/** What sealing makes must hold here, for every kind of file; the two rooms share no reader. */
const { hierarchy, evidenceDigest } = await makeBench();
const sign = hierarchy.signer(evidenceDigest);
const verify = (pdf: Uint8Array) => verifyDocument(pdf, { anchors: [hierarchy.rootCertificate] });
const place: Place = { page: 1, rect: { x: 120, y: 280, width: 150, height: 48 } };
const higher: Place = { page: 1, rect: { x: 120, y: 380, width: 150, height: 48 } };
const act = async (pdf: Uint8Array, places: Place[], captureId = '0f8fad5b-d9cb-469f-a165-70867728950e') =>
  (await seal(pdf, places, { sign, evidenceDigest, captureId })).bytes;
const second = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const plain = await makePdf([{ lines: [{ text: '患者签名：', x: 60, y: 300 }] }, {}]);
const withForm = await makePdf([{}], {
  prepare: (document) => {
    const text = document.getForm().createTextField('patient.name');
    text.addToPage(document.getPage(0), { x: 50, y: 500, width: 200, height: 30 });
  },
});

const inputs: Record<string, Uint8Array> = {
  'one xref table': plain,
  'xref stream and object streams': await makePdf([{}], { streams: true }),
  'tables made by qpdf': qpdf(plain, '--object-streams=disable'),
  'object streams made by qpdf': qpdf(plain, '--object-streams=generate'),
  linearized: qpdf(plain, '--linearize', '--object-streams=disable'),
  'linearized with object streams': qpdf(plain, '--linearize', '--object-streams=generate'),
  AcroForm: withForm,
  'AcroForm in object streams': qpdf(withForm, '--object-streams=generate'),
  'no final newline': plain.subarray(0, Buffer.from(plain).lastIndexOf('%%EOF') + 5),
  'rotated pages': await makePdf([{ rotate: 90 }, { rotate: 270 }]),
};

for (const [name, pdf] of Object.entries(inputs))
  test(`a sealed file holds, once and twice: ${name}`, async () => {
    const once = await act(pdf, [place]);
    const report = await verify(once);
    assert.deepEqual(failing(report), [], JSON.stringify(report, null, 2));
    const twice = await act(once, [higher], second);
    const again = await verify(twice);
    assert.deepEqual(failing(again), [], JSON.stringify(again, null, 2));
    assert.deepEqual(again.signatures.map(({ captureId }) => captureId).toSorted(), [
      '0f8fad5b-d9cb-469f-a165-70867728950e',
      second,
    ]);
  });

test('an act with stamps on several pages after another act', async () => {
  const once = await act(plain, [place]);
  const twice = await act(once, [higher, { ...place, page: 2 }, { ...higher, page: 2 }], second);
  const report = await verify(twice);
  assert.deepEqual(failing(report), [], JSON.stringify(report, null, 2));
});

test('an act in the place of an empty text field after another act; over less or more of it, or a filled one, it is refused', async () => {
  const rect = { x: 50, y: 400, width: 200, height: 30 };
  const withText = (value: string) =>
    makePdf([{}], {
      prepare: (document) => {
        const field = document.getForm().createTextField('patient.signature');
        field.setText(value);
        field.addToPage(document.getPage(0), { ...rect, borderWidth: 0 });
      },
    });
  const once = await act(await withText(''), [place]);
  const twice = await act(once, [{ page: 1, rect }], second);
  assert.deepEqual(failing(await verify(twice)), []);
  assert.equal(qpdfFaults(twice), '');
  assert.equal(pdfsig(twice).filter(({ total }) => total).length, 1);
  for (const other of [
    { ...rect, y: 401 },
    { ...rect, width: 201 },
    { ...rect, width: 199 },
  ])
    assert.deepEqual(failing(await verify(await act(once, [{ page: 1, rect: other }], second))), ['1:later-changes']);
  const filled = await act(await withText('100'), [place]);
  assert.deepEqual(failing(await verify(await act(filled, [{ page: 1, rect }], second))), ['1:later-changes']);
});

test('of two pages that share their annotations each shows its own signature', async () => {
  const shared = await makePdf([{}, {}], {
    prepare: (document) => {
      const annotations = document.context.register(document.context.obj([]));
      for (const page of document.getPages()) page.node.set(PDFName.of('Annots'), annotations);
    },
  });
  const once = await act(shared, [place]);
  const twice = await act(once, [{ ...place, page: 2 }], second);
  assert.deepEqual(failing(await verify(twice)), []);
  const counts = async (pdf: Uint8Array) =>
    (await PDFDocument.load(pdf)).getPages().map(({ node }) => node.Annots()?.size() ?? 0);
  assert.deepEqual(
    [await counts(once), await counts(twice)],
    [
      [1, 0],
      [1, 1],
    ],
  );
});

test('a second act on top of the first is refused', async () => {
  const report = await verify(await act(await act(plain, [place]), [place], second));
  assert.deepEqual(failing(report), ['1:later-changes']);
});

test('sealDocument takes the signer of the test hierarchy as it is', async () => {
  const field = { id: 'a', label: '患者签名', ...place, box: padBox, samples: letterL };
  const bytes = await sealDocument({
    pdf: plain,
    captureId: second,
    evidenceDigest,
    fields: [field],
    maxPressure: 8191,
    fingerprint: null,
    signerName: '李四',
    signedAt: new Date(),
    reason: '知情同意',
    sign,
  });
  assert.equal((await verify(bytes)).ok, true);
});
