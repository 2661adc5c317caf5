import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { inspectDocument } from './index.ts';
import { makePdf, type Place, seal } from './testing/fixtures.ts';
import { hybridPdf } from './testing/hybrid.ts';
import { extent, isInk, isPaste, pdfsig, qpdf, qpdfFaults, render } from './testing/judges.ts';

const plain = await makePdf([{ lines: [{ text: '患者签名：', x: 60, y: 300 }] }, {}]);
const withForm = await makePdf([{}], {
  prepare: (document) => {
    const text = document.getForm().createTextField('patient.name');
    text.addToPage(document.getPage(0), { x: 50, y: 500, width: 200, height: 30 });
  },
});
const place: Place = { page: 1, rect: { x: 120, y: 280, width: 150, height: 48 } };

const inputs: Record<string, Uint8Array> = {
  'one xref table': plain,
  'xref stream and object streams': await makePdf([{}], { streams: true }),
  'tables made by qpdf': qpdf(plain, '--object-streams=disable'),
  'object streams made by qpdf': qpdf(plain, '--object-streams=generate'),
  linearized: qpdf(plain, '--linearize', '--object-streams=disable'),
  'linearized with object streams': qpdf(plain, '--linearize', '--object-streams=generate'),
  AcroForm: withForm,
  'AcroForm in object streams': qpdf(withForm, '--object-streams=generate'),
  'both kinds of sections (hybrid)': hybridPdf(),
  'garbage after the end': Buffer.concat([plain, Buffer.from('\0\0garbage 12 34')]),
  'no final newline': plain.subarray(0, Buffer.from(plain).lastIndexOf('%%EOF') + 5),
};

for (const [name, pdf] of Object.entries(inputs))
  test(`seals a file with ${name}`, async () => {
    const { bytes, digest } = await seal(pdf, [place]);
    assert.deepEqual(bytes.subarray(0, pdf.length), new Uint8Array(pdf), 'earlier bytes stay');
    assert.equal(qpdfFaults(bytes), '');
    const [signature, ...others] = pdfsig(bytes);
    assert.ok(signature?.total, signature?.text);
    assert.equal(others.length, 0);
    assert.match(signature.text, /ETSI\.CAdES\.detached/);
    assert.match(signature.text, /BedSign-0f8fad5b-d9cb-469f-a165-70867728950e/);
    assert.deepEqual(Buffer.from(digest), digestOfRanges(bytes, signature.ranges));
    assert.deepEqual(await inspectDocument(bytes), await inspectDocument(pdf));
    const ink = extent(render(bytes, 1), 2, isInk);
    assert.ok(ink.count > 100 && ink.left > 120 && ink.right < 270, JSON.stringify(ink));
    assert.ok(ink.top > 595 - 328 && ink.bottom < 595 - 280, JSON.stringify(ink));
    assert.ok(extent(render(bytes, 1), 2, isPaste).count > 500, 'the fingerprint shows');
  });

/** SM3 by OpenSSL over the ranges that pdfsig reports. */
const digestOfRanges = (bytes: Uint8Array, ranges: string): Buffer => {
  const hash = createHash('sm3');
  for (const [, from, to] of ranges.matchAll(/\[(\d+) - (\d+)\]/g))
    hash.update(bytes.subarray(Number(from), Number(to)));
  return hash.digest();
};

test('the update has the same kind of cross-reference section as the file', async () => {
  const update = async (pdf: Uint8Array): Promise<string> =>
    Buffer.from((await seal(pdf, [place])).bytes.subarray(pdf.length)).toString('latin1');
  assert.match(await update(plain), /\nxref\n/);
  assert.match(await update(qpdf(plain, '--object-streams=generate')), /\/Type \/XRef/);
});

test('two acts, one after the other: the first stays valid', async () => {
  for (const pdf of [plain, qpdf(plain, '--object-streams=generate'), withForm]) {
    const first = await seal(pdf, [place]);
    const captureId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    const second = await seal(first.bytes, [{ ...place, rect: { ...place.rect, y: 100 } }], { captureId });
    assert.deepEqual(second.bytes.subarray(0, first.bytes.length), first.bytes);
    assert.equal(qpdfFaults(second.bytes), '');
    const [one, two] = pdfsig(second.bytes);
    assert.deepEqual(digestOfRanges(second.bytes, one?.ranges ?? ''), Buffer.from(first.digest));
    assert.ok(!one?.total && two?.total);
    const reader = await PDFDocument.load(second.bytes);
    assert.equal(reader.getPage(0).node.Annots()?.size(), pdf === withForm ? 3 : 2);
  }
});

test('an act with several fields is one signature and stamps', async () => {
  const places = [place, { page: 2, rect: { x: 50, y: 50, width: 120, height: 40 } }, { ...place, page: 2 }];
  const { bytes } = await seal(plain, places);
  assert.equal(qpdfFaults(bytes), '');
  const signatures = pdfsig(bytes);
  assert.equal(signatures.length, 1);
  assert.ok(signatures[0]?.total);
  const text = Buffer.from(bytes.subarray(plain.length)).toString('latin1');
  assert.equal(text.match(/\/Subtype \/Stamp/g)?.length, 2);
  assert.equal(text.match(/startxref/g)?.length, 1);
  assert.ok(extent(render(bytes, 2), 2, isInk).count > 200);
});

test('a form that only the stream of a hybrid file reveals is kept', async () => {
  const pdf = hybridPdf();
  const update = Buffer.from((await seal(pdf, [place])).bytes.subarray(pdf.length)).toString('latin1');
  assert.match(update, /\n5 0 obj\n<<\s*\/Fields \[ \d+ 0 R \]\s*\/DA/);
  assert.match(update, /\nxref\n/);
});

test('only what must change is written again', async () => {
  const first = (await seal(plain, [place])).bytes;
  const second = (await seal(first, [{ ...place, page: 2 }], { captureId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }))
    .bytes;
  const update = Buffer.from(second.subarray(first.length)).toString('latin1');
  assert.doesNotMatch(update, /\/Type \/Catalog/);
  assert.equal(update.match(/\/Type \/Page\b/g)?.length, 1);
});

test('a signature field that the form prepared is filled, not doubled', async () => {
  const rect = { x: 60, y: 90, width: 160, height: 50 };
  const pdf = await makePdf([{}], {
    prepare: (document) => {
      const field = document.context.obj({
        Type: 'Annot',
        Subtype: 'Widget',
        FT: 'Sig',
        T: PDFString.of('patient'),
        Rect: [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height],
        F: 4,
      });
      const ref = document.context.register(field);
      document.getPage(0).node.set(PDFName.of('Annots'), document.context.obj([ref]));
      const { context } = document;
      document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [ref], SigFlags: 1 }));
    },
  });
  const { bytes } = await seal(pdf, [{ page: 1, rect }]);
  assert.equal(qpdfFaults(bytes), '');
  const reader = await PDFDocument.load(bytes);
  assert.equal(reader.getPage(0).node.Annots()?.size(), 1);
  assert.equal(pdfsig(bytes).length, 1);
  assert.match(pdfsig(bytes)[0]?.text ?? '', /Field Name: patient/);
  assert.match(Buffer.from(bytes.subarray(pdf.length)).toString('latin1'), /\/SigFlags 3/);
});

test('what is hidden from the cross-reference data stays dead', async () => {
  const hidden = `99 0 obj\n<< /Type /Catalog /Pages 99 0 R >>\nendobj\n`;
  const start = Buffer.from(plain).lastIndexOf('\nxref\n') + 1;
  const moved = Buffer.concat([plain.subarray(0, start), Buffer.from(hidden), plain.subarray(start)]);
  const shadow = Buffer.from(
    moved.toString('latin1').replace(/startxref\n\d+/, `startxref\n${start + hidden.length}`),
    'latin1',
  );
  const { bytes } = await seal(shadow, [place]);
  assert.doesNotMatch(Buffer.from(bytes.subarray(shadow.length)).toString('latin1'), /99 0/);
  assert.equal(pdfsig(bytes).length, 1);
});

test('the signature dictionary names capture and evidence', async () => {
  const { bytes } = await seal(plain, [place]);
  const update = Buffer.from(bytes.subarray(plain.length)).toString('latin1');
  assert.match(update, /\/BedSign <<\s*\/Capture \(0f8fad5b-d9cb-469f-a165-70867728950e\)\s*\/Evidence <(ab){32}>/);
  assert.match(update, /\/M \(D:20261124102345\+08'00'\)/);
});

test('a CMS that does not fit is an error, and a failing signer too', async () => {
  await assert.rejects(seal(plain, [place], { sign: async () => new Uint8Array(20_000) }), { code: 'INTERNAL' });
  await assert.rejects(seal(plain, [place], { sign: () => Promise.reject(new Error('no key')) }), /no key/);
  await assert.rejects(seal(plain, [{ ...place, page: 3 }]), { code: 'FIELD_OUTSIDE_PAGE' });
});
