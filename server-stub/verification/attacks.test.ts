import assert from 'node:assert/strict';
import { test } from 'node:test';
import { details, failing, makeBench } from './test-kit/bench.ts';
import { baseObjects, basePdf, startxrefOf, stream, update } from './test-kit/pdf-text.ts';
import { sizeOf } from './test-kit/sign-pdf.ts';

/** The attack classes published at pdf-insecurity.org (CCS 2019, NDSS 2021), crafted on a form that is signed well. */
const bench = await makeBench();
const { first, again, verify } = bench;
const signed = await first();
const twice = await again(signed);

const mustFail = (name: string, craft: () => string | Promise<string>, expected: string[], named = /./) =>
  test(name, async () => {
    const report = await verify(await craft());
    assert.equal(report.ok, false);
    for (const check of expected) assert.ok(failing(report).includes(check), `${check} in ${failing(report)}`);
    assert.match(details(report), named);
  });

/** Replaces text in the last place without moving a byte. */
const inPlace = (pdf: string, old: string | RegExp, now: string): string => {
  const match = [...pdf.matchAll(new RegExp(old, 'g'))].at(-1);
  assert.ok(match && now.length <= match[0].length, `${now} does not fit`);
  return pdf.slice(0, match.index) + now.padEnd(match[0].length) + pdf.slice(match.index + match[0].length);
};
const range = /\/ByteRange \[[^\]]*\]/;
const [, gap = '', gapEnd = '', rest = ''] = /\/ByteRange \[0 (\d+) +(\d+) +(\d+) *\]/.exec(signed) ?? [];
const contents = /\/Contents <[0-9a-f]+>/;

// Universal Signature Forgery: the signature information is spoilt so that a lax reader has nothing to check.
const forgedRanges: [string, string][] = [
  ['missing', ''],
  ['null', '/ByteRange null'],
  ['empty', '/ByteRange []'],
  ['three numbers', `/ByteRange [0 ${gap} ${gapEnd}]`],
  ['negative', `/ByteRange [0 -${gap} ${gapEnd} 1]`],
  ['negative length', `/ByteRange [0 ${gap} ${gapEnd} -1]`],
  ['huge', `/ByteRange [0 ${gap} ${gapEnd} 99999999]`],
  ['beyond integers', '/ByteRange [0 1 2 99999999999999999999]'],
  ['not from 0', `/ByteRange [1 ${gap} ${gapEnd} ${rest}]`],
  ['reversed', `/ByteRange [${gapEnd} ${rest} 0 ${gap}]`],
  ['all zero', '/ByteRange [0 0 0 0]'],
  ['strings', '/ByteRange [(0) (1) (2) (3)]'],
  ['real numbers', `/ByteRange [0 ${gap}.0 ${gapEnd} 1]`],
  ['a name', '/ByteRange /None'],
  ['shorter', `/ByteRange [0 ${gap} ${gapEnd} ${Number(rest) - 10}]`],
];
for (const [name, forged] of forgedRanges)
  mustFail(`universal forgery: ByteRange ${name}`, () => inPlace(signed, range, forged), []);
const forgedContents: [string, string][] = [
  ['missing', ''],
  ['null', '/Contents null'],
  ['empty', '/Contents <>'],
  ['00', '/Contents <00>'],
  ['a literal string', '/Contents (signature)'],
  ['zero', `/Contents <${'0'.repeat(Number(gapEnd) - Number(gap) - 2)}>`],
];
for (const [name, forged] of forgedContents)
  mustFail(`universal forgery: Contents ${name}`, () => inPlace(signed, contents, forged), []);
mustFail('universal forgery: no value', () => inPlace(signed, /\/V 13 0 R/, '/V null'), []);
mustFail('universal forgery: empty value', () => inPlace(signed, /\/V 13 0 R/, '/V <<>>'), ['structure']);
mustFail(
  'universal forgery: five numbers',
  () => first(undefined, { rewrite: (text) => text.replace('] /Contents', ' 0] /Contents') }),
  [],
);

// Incremental Saving Attack: changed content after the signed bytes.
const changed = stream('BT /F1 12 Tf 72 700 Td (Operation: RIGHT knee) Tj ET');
const trailer = `trailer\n<< /Size 15 /Root 1 0 R /Prev ${startxrefOf(signed)} >>\nstartxref\n${startxrefOf(signed)}\n%%EOF\n`;
mustFail('incremental saving: a full update', () => update(signed, { 4: changed }, 15, '/Info 11 0 R'), [
  'coverage',
  '1:later-changes',
]);
mustFail(
  'incremental saving: without cross-reference table',
  () => `${signed}4 0 obj\n${changed}\nendobj\n${trailer}`,
  ['coverage'],
);
mustFail('incremental saving: without trailer', () => `${signed}4 0 obj\n${changed}\nendobj\n`, ['structure']);
mustFail('incremental saving: a comment after the end', () => `${signed}%\n`, ['structure']);
mustFail('incremental saving: an end of line after the end', () => `${signed}\n`, ['structure']);
mustFail('incremental saving: one byte after the end', () => `${signed.trimEnd()}\r\n`, ['coverage']);
const signatureBody = /\n13 0 obj\n([\s\S]*?)\nendobj/.exec(signed)?.[1] ?? '';
mustFail('incremental saving: an update that brings a copy of the signature', () => {
  const page = /\n3 0 obj\n(.*Annots.*12 0 R.*)\nendobj/.exec(signed)?.[1]?.replace('12 0 R]', '12 0 R 15 0 R]') ?? '';
  const form = /\n6 0 obj\n(.*SigFlags.*)\nendobj/.exec(signed)?.[1]?.replace('12 0 R]', '12 0 R 15 0 R]') ?? '';
  const field = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (copy) /V 16 0 R /P 3 0 R /Rect [0 0 0 0] >>';
  return update(signed, { 3: page, 4: changed, 6: form, 15: field, 16: signatureBody }, 17, '/Info 11 0 R');
}, ['coverage', '2:byte-range', '1:later-changes']);
mustFail('a signature that no field shows', () => update(signed, { 15: signatureBody }, 16, '/Info 11 0 R'), [
  'structure',
  'coverage',
]);
mustFail(
  'two fields that share one signature',
  () => update(signed, { 8: '<< /Subtype /Widget /FT /Sig /T (doctor) /V 13 0 R >>' }, 15),
  ['structure'],
);
mustFail('a signature that was removed later', () => update(signed, { 6: '<< /Fields [7 0 R 8 0 R] >>' }, 15), [
  'structure',
  'coverage',
]);

// Signature Wrapping: the second range is moved away, and objects stand in the gap.
const wrapped = (injected: string) => {
  const [head, tail] = [signed.slice(0, Number(gapEnd)), signed.slice(Number(gapEnd))];
  const moved = head + injected + tail;
  return inPlace(moved, range, `/ByteRange [0 ${gap} ${Number(gapEnd) + injected.length} ${rest}]`);
};
const fakeObjects = `\n>>\nendobj\n4 0 obj\n${changed}\nendobj\n`;
const fakeXref = `xref\n4 1\n${String(Number(gapEnd) + 11).padStart(10, '0')} 00000 n \n${trailer}`;
mustFail('wrapping: objects in the gap', () => wrapped(fakeObjects), []);
mustFail('wrapping: objects and a second cross-reference table in the gap', () => wrapped(fakeObjects + fakeXref), []);
mustFail(
  'wrapping: a second ByteRange in the gap',
  () => `${signed.slice(0, Number(gapEnd))} /ByteRange [0 ${gap} ${gapEnd} 0]${signed.slice(Number(gapEnd))}`,
  ['structure'],
  /ByteRange stands twice|expected|no object/,
);
mustFail(
  'wrapping: the gap is larger than Contents, as signed',
  () =>
    first(undefined, { rewrite: (text) => text.replace('> /BedSign', '>     /BedSign'), tamper: (text) => text }).then(
      (pdf) => inPlace(pdf, range, `/ByteRange [0 ${gap} ${Number(gapEnd) + 4} ${Number(rest)}]`),
    ),
  ['1:byte-range'],
);
mustFail(
  'wrapping: the gap is another string',
  () => inPlace(signed, range, `/ByteRange [0 20 40 ${signed.length - 40}]`),
  ['1:byte-range'],
);

// Shadow attacks: prepared before signing, sprung by a later update; here even one that is signed by a trusted signer.
const formField = (value: string) => baseObjects[7]?.replace('(100)', `(${value})`) ?? '';
const withOverlay = {
  ...baseObjects,
  3: baseObjects[3]?.replace('9 0 R]', '9 0 R 12 0 R]') ?? '',
  12: '<< /Type /Annot /Subtype /Stamp /Rect [60 590 220 710] /P 3 0 R >>',
};
mustFail(
  'shadow, hide: an overlay is removed later',
  async () =>
    again(await first(withOverlay), {
      objects: { 3: baseObjects[3]?.replace('9 0 R]', '9 0 R 13 0 R 16 0 R]') ?? '' },
    }),
  ['1:later-changes'],
  /annotations of the page in object 3 is changed/,
);
mustFail(
  'shadow, hide: an overlay is moved away later',
  async () =>
    again(await first(withOverlay), { objects: { 12: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 1 1] /P 3 0 R >>' } }),
  ['1:later-changes'],
  /annotation \(object 12/,
);
const signedChanges: [string, Record<number, string>, RegExp][] = [
  ['page content', { 4: changed }, /page content \(object 4/],
  ['a font', { 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' }, /font \(object 5/],
  ["a form field's value", { 7: formField('999') }, /form field \(object 7.*\/V/],
  [
    "a form field's appearance",
    { 10: stream('BT (999) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 128 20]') },
    /appearance \(object 10/,
  ],
  [
    'the page tree',
    { 2: '<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>' },
    /page or page tree \(object 2|reached twice/,
  ],
  ['the document information', { 11: '<< /Title (Refusal) >>' }, /document information \(object 11/],
  ['an existing annotation', { 9: '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] >>' }, /annotation \(object 9/],
  [
    'the catalog by an open action',
    { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OpenAction << /S /Named /N /Print >> >>' },
    /document catalog.*OpenAction/,
  ],
  [
    'the catalog by optional content',
    { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OCProperties << >> >>' },
    /document catalog.*OCProperties/,
  ],
  [
    'the catalog by names',
    { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Names << >> >>' },
    /document catalog.*Names/,
  ],
  [
    'the catalog by metadata',
    { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 10 0 R >>' },
    /document catalog.*Metadata/,
  ],
  [
    'the catalog by another page tree',
    {
      1: '<< /Type /Catalog /Pages 18 0 R /AcroForm 6 0 R >>',
      18: '<< /Type /Pages /Kids [19 0 R] /Count 1 >>',
      19: '<< /Type /Page /Parent 18 0 R >>',
    },
    /document catalog.*Pages/,
  ],
  [
    "the earlier signature's appearance",
    { 14: stream('0 0 m 1 1 l S', '/Type /XObject /Subtype /Form /BBox [0 0 120 40]') },
    /appearance \(object 14/,
  ],
  [
    "the earlier signature's place",
    {
      12: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (sig12) /V 13 0 R /F 132 /P 3 0 R /Rect [0 0 9 9] /AP << /N 14 0 R >> >>',
    },
    /object 12.*Rect/,
  ],
  [
    'the page size',
    { 3: baseObjects[3]?.replace('595 842', '595 400').replace('9 0 R]', '9 0 R 12 0 R 15 0 R]') ?? '' },
    /object 3.*MediaBox/,
  ],
  ['an object that belongs to nothing', { 18: '<< /Type /Page >>' }, /object 18 belongs to no signature/],
];
for (const [name, objects, named] of signedChanges)
  mustFail(
    `shadow, replace: a further signature changes ${name}`,
    () => again(signed, { objects }),
    ['1:later-changes'],
    named,
  );

mustFail(
  'a further signature with an action',
  () => again(signed, { objects: { 17: stream('', '/Subtype /Form /AA << >>') } }),
  ['1:later-changes'],
  /active or hiding entry \/AA/,
);
mustFail(
  'a further signature on top of the first',
  () => again(signed, { rect: '310 110 430 150' }),
  ['1:later-changes'],
  /covers the earlier annotation \(object 12\)/,
);
mustFail(
  'a further signature on top of a form field',
  () => again(signed, { rect: '72 600 200 620' }),
  ['1:later-changes'],
  /covers the earlier annotation \(object 7\)/,
);
mustFail(
  "a further field takes the first one's name",
  () => again(signed, { field: 'sig12' }),
  ['1:later-changes'],
  /earlier field's name/,
);
mustFail(
  'a further signature whose field is no signature field',
  () =>
    again(signed, {
      objects: { 15: '<< /Subtype /Widget /FT /Tx /T (x) /V 16 0 R /P 3 0 R /Rect [300 200 420 240] >>' },
    }),
  ['1:later-changes'],
);
mustFail(
  'shadow, replace: content that refers to what comes later',
  async () => again(await first({ ...baseObjects, 3: baseObjects[3]?.replace('4 0 R', '[4 0 R 17 0 R]') ?? '' })),
  ['1:later-changes'],
  /object 3 referred to object 17 before it existed/,
);

// Hide and replace: two page trees in the signed bytes; a later table switches between them.
const hiddenTree = (pdf: string) => pdf.replace('xref\n0 1', () => `4 0 obj\n${changed}\nendobj\nxref\n0 1`);
const shadowBase = () => {
  const plain = basePdf();
  const hidden = hiddenTree(plain);
  return inPlace(
    hidden,
    `startxref\n${startxrefOf(plain)}`,
    `startxref\n${startxrefOf(plain) + hidden.length - plain.length}`,
  );
};
const hiddenAt = (pdf: string) => [...pdf.matchAll(/\n4 0 obj\n/g)][1]?.index ?? -2;
const tableLine = (offset: number) => `${String(offset + 1).padStart(10, '0')} 00000 n \n`;
test('a hidden second object in the signed bytes alone does no harm', async () => {
  assert.deepEqual(failing(await verify(await again(shadowBase()))), []);
});
mustFail('hide and replace: a later table brings a hidden object to light', async () => {
  const pdf = await again(shadowBase());
  const table = `xref\n4 1\n${tableLine(hiddenAt(pdf))}trailer\n<< /Size 15 /Root 1 0 R /Info 11 0 R /Prev ${startxrefOf(pdf)} >>\n`;
  return `${pdf}${table}startxref\n${pdf.length}\n%%EOF\n`;
}, ['coverage', '1:later-changes']);
mustFail(
  'hide and replace: a further signature brings a hidden object to light',
  async () => {
    const pdf = await again(shadowBase());
    return again(pdf, {
      rect: '300 300 420 340',
      tamper: (file) => {
        const at = file.lastIndexOf('xref\n3 1\n');
        assert.ok(at > pdf.length);
        return `${file.slice(0, at)}xref\n4 1\n${tableLine(hiddenAt(pdf))}${file.slice(at + 5)}`;
      },
    });
  },
  ['1:later-changes'],
  /object 4 points back into earlier bytes/,
);
mustFail(
  'a further signature hides bytes between its objects',
  () =>
    again(signed, {
      tamper: (file) => {
        const at = file.lastIndexOf('xref\n3 1\n');
        const hidden = `4 0 obj\n${changed}\nendobj\n`;
        const later = `startxref\n${at + hidden.length}`;
        return file.slice(0, at) + hidden + file.slice(at).replace(`startxref\n${at}`, later);
      },
    }),
  ['1:later-changes'],
  /bytes from \d+ belong to no listed object/,
);
mustFail(
  'a removed object',
  () =>
    again(signed, {
      tamper: (file) => {
        const at = file.lastIndexOf('xref\n3 1\n');
        return `${file.slice(0, at)}xref\n9 1\n0000000000 00001 f \n${file.slice(at + 5)}`;
      },
    }),
  ['1:later-changes'],
  /object 9 is removed|removed/,
);
mustFail(
  'another catalog in the trailer',
  () => again(signed, { tamper: (file) => inPlace(file, /\/Root 1 0 R/, '/Root 2 0 R') }),
  [],
);
mustFail(
  'another document information in the trailer',
  () => again(signed, { tamper: (file) => inPlace(file, /\/Info 11 0 R/, '/Info 10 0 R') }),
  ['1:later-changes'],
  /trailer entry \/Info/,
);
mustFail(
  'an unsigned update between two signatures',
  () => again(update(signed, { 15: '<< >>' }, 16, '/Info 11 0 R')),
  ['1:later-changes'],
  /more than one update/,
);
mustFail(
  'a loop of cross-reference sections',
  () => signed.replace('/Info 11 0 R', `/Prev ${startxrefOf(signed)}`.padEnd(12)),
  ['structure'],
);
test('twice signed, for the attacks above to differ from', async () => {
  assert.deepEqual(failing(await verify(twice)), []);
  assert.equal(sizeOf(twice), 18);
});
