import assert from 'node:assert/strict';
import { test } from 'node:test';
import { details, failing, makeBench } from './test-kit/bench.ts';
import { baseObjects, startxrefOf, stream, update } from './test-kit/pdf-text.ts';
import type { Act } from './test-kit/sign-pdf.ts';

/**
 * What was published later (attacks on certified documents, S&P 2021: evil annotations, sneaky signatures) and what
 * PDF's structure would still allow: each by an update that nobody signed, or that a trusted signer was made to sign.
 */
const bench = await makeBench();
const { first, again, verify } = bench;
const signed = await first();

const mustFail = (name: string, craft: () => string | Promise<string>, expected: string[], named: RegExp) =>
  test(name, async () => {
    const report = await verify(await craft());
    assert.equal(report.ok, false);
    for (const check of expected) assert.ok(failing(report).includes(check), `${check} in ${failing(report)}`);
    assert.match(details(report), named);
  });

const changed = stream('BT /F1 12 Tf 72 700 Td (Operation: RIGHT knee) Tj ET');
const pageOf = (pdf: string): string => [...pdf.matchAll(/\n3 0 obj\n([\s\S]*?)\nendobj/g)].at(-1)?.[1] ?? '';
const formOf = (pdf: string): string => [...pdf.matchAll(/\n6 0 obj\n([\s\S]*?)\nendobj/g)].at(-1)?.[1] ?? '';
const overText =
  '<< /Type /Annot /Subtype /FreeText /Contents (RIGHT) /DA (/F1 12 Tf 0 g) /Rect [60 690 300 720] /P 3 0 R >>';

mustFail(
  'evil annotation: text over the content, by an update that nobody signed',
  () => update(signed, { 3: pageOf(signed).replace('12 0 R]', '12 0 R 15 0 R]'), 15: overText }, 16, '/Info 11 0 R'),
  ['coverage', '1:later-changes'],
  /covered by none/,
);
mustFail(
  'evil annotation: text over the content, by a trusted signer',
  () => again(signed, { objects: { 3: pageOf(signed).replace('12 0 R]', '12 0 R 15 0 R 18 0 R]'), 18: overText } }),
  ['1:later-changes'],
  /of type FreeText is no part of a signature/,
);
mustFail(
  'sneaky signature: a further signature under a root that is not trusted',
  async () => (await makeBench()).again(signed),
  ['2:chain', '1:later-changes'],
  /the later signature of field sig15 does not hold/,
);

const signedBy: [string, Partial<Act>, RegExp][] = [
  [
    'the permissions of a certification (/Perms, /DocMDP)',
    { objects: { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 13 0 R >> >>' } },
    /document catalog.*\/Perms/,
  ],
  [
    'appearances that the reader shall make anew (/NeedAppearances)',
    { objects: { 6: formOf(signed).replace('12 0 R]', '12 0 R 15 0 R] /NeedAppearances true') } },
    /interactive form entry \/NeedAppearances is changed/,
  ],
  [
    'a second description of the form (/XFA)',
    { objects: { 6: formOf(signed).replace('12 0 R]', '12 0 R 15 0 R] /XFA 18 0 R'), 18: stream('<xdp/>') } },
    /interactive form entry \/XFA is changed/,
  ],
  [
    'an image that prints otherwise (/Alternates)',
    { objects: { 17: stream('', '/Subtype /Form /Resources << /XObject << /I << /Alternates [] >> >> >>') } },
    /active or hiding entry \/Alternates/,
  ],
];
for (const [name, act, named] of signedBy)
  mustFail(`a further signature brings ${name}`, () => again(signed, act), ['1:later-changes'], named);

/** Changes the cross-reference table of the last update, before it is signed. */
const retabled = (change: (table: string, at: number, file: string) => string): Partial<Act> => ({
  tamper: (file) => {
    const at = startxrefOf(file);
    return file.slice(0, at) + change(file.slice(at), at, file);
  },
});
const line = (offset: number, generation = 0) =>
  `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
const startingAt = (at: number, table: string): string => table.replace(/startxref\n\d+/, `startxref\n${at}`);

mustFail(
  'the page content in another generation, so that nothing refers to it any more',
  () =>
    again(
      signed,
      retabled((table, at) => {
        const object = `4 1 obj\n${changed}\nendobj\n`;
        return object + startingAt(at + object.length, table.replace('xref\n', `xref\n4 1\n${line(at, 1)}`));
      }),
    ),
  ['1:later-changes'],
  /object 4.* has another generation/,
);
mustFail(
  'the page content twice in one cross-reference table',
  () =>
    again(
      signed,
      retabled((table, at) => {
        const [one, two] = [stream('BT ET'), changed].map((body) => `4 0 obj\n${body}\nendobj\n`) as [string, string];
        const lines = `4 1\n${line(at)}4 1\n${line(at + one.length)}`;
        return one + two + startingAt(at + one.length + two.length, table.replace('xref\n', `xref\n${lines}`));
      }),
    ),
  ['structure'],
  /object 4 stands twice in one cross-reference section/,
);
mustFail(
  'the page content in a hybrid stream beside the table',
  () =>
    again(
      signed,
      retabled((table, at) => {
        const object = `4 0 obj\n${changed}\nendobj\n`;
        const row = Buffer.from([1, 0, 0, 0, 0, 0]);
        row.writeUInt32BE(at, 1);
        const data = row.toString('latin1');
        const hybrid = `18 0 obj\n${stream(data, '/Type /XRef /Size 19 /Index [4 1] /W [1 4 1]')}\nendobj\n`;
        const hidden = object + hybrid;
        const named = table.replace('/Size 18', `/Size 19 /XRefStm ${at + object.length}`);
        return hidden + startingAt(at + hidden.length, named);
      }),
    ),
  ['1:later-changes'],
  /an update with a hybrid cross-reference stream/,
);

/** One array that is both: what is appended as an annotation would also be painted as content. */
const shared = {
  ...baseObjects,
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 12 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots 12 0 R >>',
  12: '[4 0 R]',
};
const fieldWith = (number: number) =>
  `<< /Subtype /Widget /FT /Sig /T (sig${number}) /V ${number + 1} 0 R /P 3 0 R /Rect [0 0 0 0] /AP << /N ${number + 2} 0 R >> >>`;
mustFail(
  "a stamp that is a stream, in an array that is the page's content too",
  async () => {
    const form = (fields: string) => baseObjects[6]?.replace('8 0 R]', `8 0 R ${fields}] /SigFlags 3`) ?? '';
    const once = await first(shared, { fill: true, objects: { 6: form('13 0 R'), 13: fieldWith(13) } });
    assert.deepEqual(failing(await verify(once)), []);
    const stamp = stream(
      'BT /F1 12 Tf 72 650 Td (and the right one) Tj ET',
      '/Subtype /Stamp /Rect [0 0 1 1] /P 3 0 R',
    );
    const objects = { 6: form('13 0 R 16 0 R'), 12: '[4 0 R 19 0 R]', 16: fieldWith(16), 19: stamp };
    return again(once, { fill: true, objects });
  },
  ['1:later-changes'],
  /new annotation \(object 19\) is not a dictionary/,
);
mustFail(
  'an annotation in a list that two pages share',
  async () => {
    const page = (baseObjects[3] ?? '').replace(/\/Annots \[.*\]/, '/Annots 13 0 R');
    const twoPages = {
      ...baseObjects,
      2: '<< /Type /Pages /Kids [3 0 R 12 0 R] /Count 2 >>',
      ...{ 3: page, 12: page, 13: '[7 0 R 8 0 R]' },
    };
    const form = (fields: string) => baseObjects[6]?.replace('8 0 R]', `8 0 R ${fields}] /SigFlags 3`) ?? '';
    const once = await first(twoPages, { fill: true, objects: { 6: form('14 0 R'), 14: fieldWith(14) } });
    assert.deepEqual(failing(await verify(once)), []);
    const stamp = '<< /Type /Annot /Subtype /Stamp /Rect [60 690 300 720] /AP << /N 19 0 R >> >>';
    const objects = { 6: form('14 0 R 17 0 R'), 13: '[7 0 R 8 0 R 20 0 R]', 17: fieldWith(17), 20: stamp };
    return again(once, { fill: true, objects });
  },
  ['1:later-changes'],
  /the list in object 13 has several meanings/,
);
