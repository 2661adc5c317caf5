import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PdfRect, Placement } from '@bedsign/contract';
import { PDFName, PDFString } from '@cantoo/pdf-lib';
import { resolvePlacements } from '../index.ts';
import { makePdf, seal } from '../testing/fixtures.ts';

const size: [number, number] = [400, 600];
const pdf = await makePdf([
  {
    size,
    lines: [
      // Drawn out of order: reading order is by place.
      { text: '患者签名：', x: 40, y: 100 },
      { text: '患者签名:', x: 40, y: 400 },
      { text: '患 者', x: 200, y: 250 },
      { text: '签 名 ：', x: 232, y: 250 },
      { text: '医师签名', x: 340, y: 50 },
    ],
  },
  { size, lines: [{ text: '患者签名', x: 40, y: 300, size: 20 }] },
]);

const resolve = (placements: Placement[], fallback = false, document = pdf) =>
  resolvePlacements(document, placements, { fallback });
/** Each as if it were the only one. */
const resolveEach = async (placements: Placement[]) =>
  (await Promise.all(placements.map((placement) => resolve([placement])))).flat();
const keyword = (text: string, more = {}): Placement => ({ by: 'keyword', text, ...more });
const close = (actual: number | undefined, expected: number, within = 3): void =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${actual} is not about ${expected}`);

test('finds keywords in reading order, whatever their colons, spaces and pieces', async () => {
  const found = await resolveEach([1, 2, 3, 4, -1].map((occurrence) => keyword('患者签名：', { occurrence })));
  assert.deepEqual(
    found.map(({ page }) => page),
    [1, 1, 1, 2, 2],
  );
  const middles = found.map(({ rect }) => rect.y + rect.height / 2);
  for (const [index, baseline] of [400, 250, 100, 300, 300].entries()) close(middles[index], baseline + 5);
  // 4 ideographs of 12 points and a colon, and 4 points of air.
  close(found[0]?.rect.x, 40 + 48 + 5 + 4, 4);
  close(found[2]?.rect.x, 40 + 60 + 4, 4);
  close(found[3]?.rect.x, 40 + 80 + 4);
  assert.deepEqual([found[0]?.rect.width, found[0]?.rect.height], [150, 48]);
});

test('offset and size are as asked for', async () => {
  const [plain, moved] = await resolveEach([
    keyword('患者签名', { offset: { x: 0, y: 0 } }),
    keyword('患者签名', { offset: { x: 30, y: -7 }, width: 80, height: 20 }),
  ]);
  close(moved?.rect.x, (plain?.rect.x ?? 0) + 30, 0.001);
  close((moved?.rect.y ?? 0) + 10, (plain?.rect.y ?? 0) + 24 - 7, 0.001);
  assert.deepEqual([moved?.rect.width, moved?.rect.height], [80, 20]);
});

test('stays inside the page', async () => {
  const [edge] = await resolve([keyword('医师签名')]);
  close(edge?.rect.x, 250);
  close((edge?.rect.x ?? 0) + (edge?.rect.width ?? 0), 400, 0.001);
});

test('ends before the text that follows on the line, which a ruling is not', async () => {
  const document = await makePdf([
    {
      size,
      lines: [
        { text: '患者签名：', x: 40, y: 500 },
        { text: '日期：', x: 200, y: 500 },
        { text: '患者签名：__________', x: 40, y: 400 },
        { text: '患者签名：', x: 40, y: 300 },
        { text: '日期：', x: 130, y: 300 },
      ],
    },
  ]);
  const place = async (occurrence: number, more = {}) =>
    (await resolve([keyword('患者签名', { occurrence, ...more })], false, document))[0]?.rect;
  const first = await place(1);
  close((first?.x ?? 0) + (first?.width ?? 0), 196, 0.001);
  assert.equal((await place(1, { width: 120 }))?.width, 120, 'a width that is asked for stays');
  assert.equal((await place(2))?.width, 150);
  assert.equal((await place(3))?.width, 150, 'nobody could write in what is left');
});

test('no hit is an error, or the default place where the task says so', async () => {
  for (const text of ['患者指纹', ':', ' '])
    await assert.rejects(resolve([keyword(text)]), { code: 'FIELD_NOT_FOUND' }, text);
  for (const occurrence of [0, 5, -5])
    await assert.rejects(resolve([keyword('患者签名', { occurrence })]), { code: 'FIELD_NOT_FOUND' });
  assert.deepEqual(await resolve([keyword('患者指纹')], true), [
    { page: 2, rect: { x: 214, y: 36, width: 150, height: 48 }, fellBack: true },
  ]);
});

/** Where the upright keyword begins on a turned page, and where its field's edge and middle line are then. */
const turned = [
  { rotate: 90, x: 200, y: 100, edge: (r: PdfRect) => r.y, at: 152, middle: (r: PdfRect) => r.x + 24, on: 195 },
  { rotate: 180, x: 300, y: 300, edge: (r: PdfRect) => r.x + 150, at: 248, middle: (r: PdfRect) => r.y + 24, on: 295 },
  { rotate: 270, x: 200, y: 500, edge: (r: PdfRect) => r.y + 150, at: 448, middle: (r: PdfRect) => r.x + 24, on: 205 },
];
for (const { rotate, x, y, edge, at, middle, on } of turned)
  test(`right of the keyword as displayed, on a page turned by ${rotate}`, async () => {
    const document = await makePdf([{ size, rotate, lines: [{ text: '患者签名', x, y, turn: rotate }] }]);
    const [place] = await resolve([keyword('患者签名')], false, document);
    assert.ok(place);
    assert.deepEqual([place.rect.width, place.rect.height], rotate === 180 ? [150, 48] : [48, 150]);
    close(edge(place.rect), at);
    close(middle(place.rect), on);
  });

test('columns and text printed twice do not confuse the search', async () => {
  const document = await makePdf([
    {
      size,
      lines: [
        { text: '患者', x: 40, y: 500 },
        { text: '签名', x: 250, y: 500 },
        { text: '患者签名', x: 40, y: 300 },
        { text: '患者签名', x: 40.4, y: 300 },
      ],
    },
  ]);
  const [found] = await resolve([keyword('患者签名')], false, document);
  close((found?.rect.y ?? 0) + 24, 305);
  await assert.rejects(resolve([keyword('患者签名', { occurrence: 2 })], false, document), { code: 'FIELD_NOT_FOUND' });
});

test('by page and rectangle', async () => {
  const rect = { x: 10, y: 20, width: 100, height: 30 };
  assert.deepEqual(await resolve([{ by: 'rect', page: 2, rect }]), [{ page: 2, rect, fellBack: false }]);
  for (const outside of [
    { page: 3, rect },
    { page: 1, rect: { ...rect, x: 301 } },
    { page: 1, rect: { ...rect, y: -1 } },
  ])
    await assert.rejects(resolve([{ by: 'rect', ...outside }]), { code: 'FIELD_OUTSIDE_PAGE' });
});

const formField = 'patient.signature';
const formRect = { x: 50, y: 400, width: 200, height: 30 };
const byName: Placement = { by: 'name', name: formField };
test('a place too small to write in, turned pages too', async () => {
  const rects: [width: number, height: number, rotate: number, fits: boolean][] = [
    [20, 12, 0, true],
    [19.9, 12, 0, false],
    [20, 11.9, 0, false],
    [12, 20, 90, true],
    [20, 12, 90, false],
    [0.001, 0.001, 0, false],
  ];
  for (const [width, height, rotate, fits] of rects) {
    const document = await makePdf([{ rotate }]);
    const found = resolve([{ by: 'rect', page: 1, rect: { x: 50, y: 50, width, height } }], false, document);
    if (fits) assert.equal((await found).length, 1);
    else await assert.rejects(found, { code: 'FIELD_TOO_SMALL' });
  }
  const stamp = await makePdf([{ size: [100, 10] }]);
  await assert.rejects(resolve([{ by: 'default' }], false, stamp), { code: 'FIELD_TOO_SMALL' });
});

/** Its second page has a field, merged with its widget unless that is `apart`. */
const formWith = (type: string, more: Record<string, PDFString | number[]> = {}, apart = false) =>
  makePdf([{}, {}], {
    streams: true,
    prepare: (document) => {
      const { context } = document;
      const page = document.getPage(1);
      const widget = { Type: 'Annot', Subtype: 'Widget', P: page.ref, Rect: [50, 400, 250, 430] };
      const field = { FT: type, T: PDFString.of(formField), ...more };
      const ref = context.register(context.obj(apart ? widget : { ...widget, ...field }));
      page.node.addAnnot(ref);
      const root = apart ? context.register(context.obj({ ...field, Kids: [ref] })) : ref;
      document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [root] }));
    },
  });

test('by the name of a form field', async () => {
  const form = await formWith('Sig');
  const found = [{ page: 2, rect: formRect, fellBack: false }];
  assert.deepEqual(await resolve([byName], false, form), found);
  assert.deepEqual(await resolve([byName], false, await formWith('Sig', {}, true)), found);
  await assert.rejects(resolve([{ by: 'name', name: 'patient' }], true, form), { code: 'FIELD_NOT_FOUND' });
  await assert.rejects(resolve([byName, byName], false, form), { code: 'FIELD_OVERLAPS' });
  const signed = (await seal(form, [{ page: 2, rect: { x: 50, y: 200, width: 200, height: 30 } }])).bytes;
  const own: Placement = { by: 'name', name: 'BedSign-0f8fad5b-d9cb-469f-a165-70867728950e' };
  await assert.rejects(resolve([own], false, signed), { code: 'FIELD_ALREADY_SIGNED' });
});

test('an empty text field gives its place, exactly that and once; other fields and filled ones are refused', async () => {
  const found = [{ page: 2, rect: formRect, fellBack: false }];
  for (const form of [
    await formWith('Tx'),
    await formWith('Tx', {}, true),
    await formWith('Tx', { V: PDFString.of('') }),
  ]) {
    assert.deepEqual(await resolve([byName], false, form), found);
    assert.deepEqual(await resolve([{ by: 'rect', page: 2, rect: formRect }], false, form), found);
    await assert.rejects(resolve([byName, byName], false, form), { code: 'FIELD_OVERLAPS' });
  }
  for (const form of [
    await formWith('Tx', { V: PDFString.of('无') }),
    await formWith('Tx', { V: PDFString.of('无') }, true),
    await formWith('Btn'),
    await formWith('Ch', {}, true),
  ]) {
    await assert.rejects(resolve([byName], false, form), { code: 'FIELD_NOT_SIGNABLE', detail: /patient\.signature/ });
    await assert.rejects(resolve([{ by: 'rect', page: 2, rect: formRect }], false, form), { code: 'FIELD_OVERLAPS' });
  }
});

test('no signature covers another, a promised one, or what stands in the document', async () => {
  const rect = { x: 50, y: 400, width: 200, height: 30 };
  const at = (x: number, y: number): Placement => ({ by: 'rect', page: 2, rect: { ...rect, x, y } });
  const overlaps = { code: 'FIELD_OVERLAPS' };
  await assert.rejects(resolve([at(50, 400), at(100, 429)]), overlaps);
  assert.equal((await resolve([at(50, 400), at(50, 430)])).length, 2); // edges may touch
  const taken = [{ page: 2, rect }];
  await assert.rejects(resolvePlacements(pdf, [at(60, 390)], { fallback: false, taken }), overlaps);
  await assert.rejects(resolve([at(60, 390)], false, await formWith('Tx')), overlaps);
  const signed = (await seal(pdf, taken)).bytes;
  await assert.rejects(resolve([at(60, 390)], false, signed), overlaps);
  assert.equal((await resolve([{ ...at(60, 390), page: 1 } as Placement], false, signed)).length, 1);
});

test('a default place leaves the fields of the form alone', async () => {
  for (const type of ['Sig', 'Tx']) {
    const [place] = await resolve([{ by: 'default' }], false, await formWith(type, { Rect: [234, 36, 384, 84] }));
    assert.deepEqual([place?.rect.x, place?.rect.y], [78, 36], type);
  }
});

test('a default place that is taken makes way: to the left, then up, until the page is full', async () => {
  const rects = (places: Awaited<ReturnType<typeof resolve>>) => places.map(({ rect }) => [rect.x, rect.y]);
  const byDefault: Placement = { by: 'default' };
  assert.deepEqual(rects(await resolve([byDefault, byDefault, byDefault])), [
    [214, 36],
    [58, 36],
    [214, 90],
  ]);
  const inTheWay: Placement = { by: 'rect', page: 2, rect: { x: 300, y: 40, width: 50, height: 20 } };
  assert.deepEqual(rects(await resolve([byDefault, inTheWay])), [
    [58, 36],
    [300, 40],
  ]);
  await assert.rejects(resolve(Array<Placement>(30).fill(byDefault)), { code: 'FIELD_OVERLAPS' });
  const poster = await makePdf([{ size: [14_400, 14_400] }]);
  assert.deepEqual(rects(await resolve([byDefault], false, poster)), [[14_214, 36]]);
});
