import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError, type ErrorCode } from '@bedsign/contract';
import { PDFName, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { inspectDocument, resolvePlacements } from './index.ts';
import { makePdf, seal } from './testing/fixtures.ts';
import { qpdf } from './testing/judges.ts';

const pdf = Buffer.from(await makePdf([{ lines: [{ text: '患者签名：', x: 60, y: 300 }] }, {}, {}]));
const streams = Buffer.from(qpdf(pdf, '--object-streams=generate'));

const refused = (document: Uint8Array, code: ErrorCode): Promise<void> =>
  assert.rejects(inspectDocument(document), (thrown) => thrown instanceof BedSignError && thrown.code === code);
const edited = (from: string | RegExp, to: string): Buffer => {
  const text = pdf.toString('latin1');
  assert.notEqual(text.replace(from, to), text);
  return Buffer.from(text.replace(from, to), 'latin1');
};

test('counts pages', async () => {
  for (const document of [pdf, streams, qpdf(pdf, '--linearize')])
    assert.deepEqual(await inspectDocument(document), { pages: 3 });
});

test('what is not a PDF', async () => {
  for (const other of ['', 'x', '<html>', '\x89PNG\r\n\x1a\n', 'PK\x03\x04'])
    await refused(Buffer.from(other, 'latin1'), 'DOCUMENT_NOT_PDF');
});

test('a PDF that was cut off, anywhere', async () => {
  for (const whole of [pdf, streams, Buffer.from(qpdf(pdf, '--linearize'))])
    for (const share of [0.05, 0.3, 0.5, 0.9, 0.99, 0.999])
      await refused(whole.subarray(0, Math.floor((whole.length - 8) * share)), 'DOCUMENT_DAMAGED');
});

test('a revision that was cut off is not taken for garbage', async () => {
  const place = { page: 1, rect: { x: 50, y: 50, width: 100, height: 40 } };
  const { bytes } = await seal(pdf, [place]);
  for (const extra of [100, 5_000, 40_000]) await refused(bytes.subarray(0, pdf.length + extra), 'DOCUMENT_DAMAGED');
});

test('encryption, also with an empty user password', async () => {
  await refused(qpdf(pdf, '--encrypt', '', 'owner', '256', '--'), 'DOCUMENT_ENCRYPTED');
  await refused(qpdf(pdf, '--encrypt', 'user', 'owner', '128', '--use-aes=y', '--'), 'DOCUMENT_ENCRYPTED');
});

/** The file with its author's certification (DocMDP) of the given permission. */
const certified = (permission: number | undefined): Promise<Uint8Array> =>
  makePdf([{}], {
    prepare: ({ context, catalog }) => {
      const parameters = { Type: 'TransformParams', V: '1.2', ...(permission === undefined ? {} : { P: permission }) };
      const reference = { Type: 'SigRef', TransformMethod: 'DocMDP', TransformParams: parameters };
      const signature = context.register(context.obj({ Type: 'Sig', Reference: [reference] }));
      catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }));
    },
  });

test('a certified file that permits no changes; one that permits to sign (P 2, 3, and 2 by default) is taken', async () => {
  await refused(await certified(1), 'DOCUMENT_LOCKED');
  for (const permission of [2, 3, undefined])
    assert.deepEqual(await inspectDocument(await certified(permission)), { pages: 1 });
});

test('too many pages', async () => {
  const many = (count: number) => makePdf(Array.from({ length: count }, () => ({})));
  assert.deepEqual(await inspectDocument(await many(500)), { pages: 500 });
  await refused(await many(501), 'DOCUMENT_TOO_MANY_PAGES');
});

test('a page larger than readers show', async () => {
  assert.deepEqual(await inspectDocument(await makePdf([{ size: [14_400, 3] }])), { pages: 1 });
  await refused(await makePdf([{}, { size: [14_401, 300] }]), 'DOCUMENT_DAMAGED');
  await refused(await makePdf([{ size: [1e7, 1e7] }]), 'DOCUMENT_DAMAGED');
});

/** The file with one more entry in a dictionary that says nothing to readers. */
const withEntry = (value: (largest: number) => PDFObject): Promise<Uint8Array> =>
  makePdf([{}], {
    prepare: ({ catalog, context }) =>
      catalog.set(PDFName.of('PieceInfo'), context.obj({ Own: [value(context.largestObjectNumber)] })),
  });

test('a reference that a later object would fulfil; one to a number that is gone is none', async () => {
  for (const more of [10, 1000])
    await refused(await withEntry((largest) => PDFRef.of(largest + more)), 'DOCUMENT_DAMAGED');
  const gone = await makePdf([{}], {
    prepare: ({ catalog, context }) => {
      const ref = context.register(context.obj({}));
      catalog.set(PDFName.of('PieceInfo'), ref);
      context.register(context.obj({}));
      context.delete(ref);
    },
  });
  assert.deepEqual(await inspectDocument(gone), { pages: 1 });
});

test('an XFA form', async () => {
  const withForm = (more: Record<string, PDFString>) =>
    makePdf([{}], {
      prepare: ({ catalog, context }) => catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], ...more })),
    });
  assert.deepEqual(await inspectDocument(await withForm({})), { pages: 1 });
  await refused(await withForm({ XFA: PDFString.of('<xdp:xdp/>') }), 'DOCUMENT_XFA');
});

test('scripts and actions that change what is shown; a link or an opening view is none of them', async () => {
  const withAction = (place: string, action: Record<string, string>) =>
    makePdf([{}], {
      prepare: ({ catalog, context }) => {
        const named = Object.entries(action).map(([key, value]) => [key, PDFName.of(value)]);
        const dictionary = context.obj(Object.fromEntries(named));
        catalog.set(PDFName.of(place), place === 'Names' ? context.obj({ JavaScript: dictionary }) : dictionary);
      },
    });
  assert.deepEqual(await inspectDocument(await withAction('OpenAction', { S: 'GoTo', D: 'x' })), { pages: 1 });
  assert.deepEqual(await inspectDocument(await withAction('StructTreeRoot', { Type: 'StructElem', S: 'Hide' })), {
    pages: 1,
  });
  for (const place of ['OpenAction', 'Names', 'AA'])
    await refused(await withAction(place, { S: 'JavaScript', JS: 'x' }), 'DOCUMENT_ACTIVE');
  await refused(await withAction('OpenAction', { Type: 'Action', S: 'Hide' }), 'DOCUMENT_ACTIVE');
});

test('loops and missing pieces', async () => {
  const [tree = ''] = /\d+ 0 obj\n<<\n\/Type \/Pages[\s\S]*?>>/.exec(pdf.toString('latin1')) ?? [];
  const number = /^\d+/.exec(tree)?.[0] ?? '';
  await refused(edited(/\/Kids \[ \d+/, `/Kids [ ${number}`.padEnd(9)), 'DOCUMENT_DAMAGED');
  await refused(edited(/\/Kids \[ \d+/, '/Kids [ 0'), 'DOCUMENT_DAMAGED');
  await refused(edited('/Root', '/Toor'), 'DOCUMENT_DAMAGED');
  const start = /startxref\n(\d+)/.exec(pdf.toString('latin1'))?.[1] ?? '';
  await refused(edited(/trailer\n<</, `trailer\n<<\n/Prev ${start}`), 'DOCUMENT_DAMAGED');
  await refused(edited(/startxref\n\d+/, 'startxref\n17'), 'DOCUMENT_DAMAGED');
});

/** The same numbers each time, so that a failure can be looked at. */
const generator = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

test('damage in the middle never ends in anything but a named error, soon', async () => {
  const random = generator(7);
  const rect = { x: 50, y: 50, width: 100, height: 40 };
  let refusals = 0;
  for (let round = 0; round < 300; round += 1) {
    const damaged = Buffer.from(round % 2 ? pdf : streams);
    const length = 1 + Math.floor(random() * 60);
    const at = Math.floor(random() * (damaged.length - length));
    for (let index = 0; index < length; index += 1) damaged[at + index] = Math.floor(random() * 256);
    const started = performance.now();
    const attempts = [
      inspectDocument(damaged),
      seal(damaged, [{ page: 1, rect }]),
      ...(round % 10 === 0 ? [resolvePlacements(damaged, [{ by: 'keyword', text: '签名' }], { fallback: true })] : []),
    ];
    for (const result of await Promise.allSettled(attempts)) {
      if (result.status === 'fulfilled') continue;
      refusals += 1;
      assert.ok(result.reason instanceof BedSignError, `round ${round}: ${result.reason}`);
    }
    assert.ok(performance.now() - started < 5_000, `round ${round} took too long`);
  }
  assert.ok(refusals > 200, `${refusals} refusals`);
});

test('bombs: deep nesting, endless strings, huge counts', async () => {
  const withObject = (body: string): Buffer => {
    const header = '%PDF-1.4\n';
    const object = `1 0 obj\n${body}\nendobj\n`;
    const table = `xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n`;
    const trailer = `trailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n${header.length + object.length}\n%%EOF\n`;
    return Buffer.from(header + object + table + trailer, 'latin1');
  };
  await refused(withObject('['.repeat(1_000_000)), 'DOCUMENT_DAMAGED');
  await refused(withObject('<<'.repeat(1_000_000)), 'DOCUMENT_DAMAGED');
  await refused(withObject(`(${'('.repeat(1_000_000)}`), 'DOCUMENT_DAMAGED');
  await refused(withObject('<< /Pages 1 0 R /Kids [1 0 R] >>'), 'DOCUMENT_DAMAGED');
  await refused(withObject('<< /Length 1 0 R >>\nstream\nx\nendstream'), 'DOCUMENT_DAMAGED');
  await refused(edited(/xref\n0 \d+/, 'xref\n0 99999999999'), 'DOCUMENT_DAMAGED');
});
