import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFName } from '@cantoo/pdf-lib';
import { resolvePlacements } from '../index.ts';
import { makePdf, seal } from '../testing/fixtures.ts';
import { extent, isInk, isPaste, qpdfFaults, render } from '../testing/judges.ts';

for (const rotate of [0, 90, 180, 270])
  test(`is upright on a page turned by ${rotate}`, async () => {
    const size: [number, number] = [420, 595];
    const pdf = await makePdf([{ size, rotate }]);
    const [placed] = await resolvePlacements(pdf, [{ by: 'default' }], { fallback: false });
    assert.ok(placed);
    const { bytes } = await seal(pdf, [placed]);
    assert.equal(qpdfFaults(bytes), '');
    const picture = render(bytes, 1);
    const [width, height] = rotate % 180 === 0 ? size : [size[1], size[0]];
    assert.deepEqual([picture.width, picture.height], [width * 2, height * 2]);
    const ink = extent(picture, 2, isInk);
    assert.ok(ink.left > width - 186 && ink.right < width - 36, JSON.stringify(ink));
    assert.ok(ink.top > height - 84 && ink.bottom < height - 36, JSON.stringify(ink));
    // The L: upper half narrow and at the left, lower half wide.
    const middle = (ink.top + ink.bottom) / 2;
    const upper = extent({ ...picture, height: Math.floor(middle * 2) }, 2, isInk);
    assert.ok(upper.right - upper.left < 6 && upper.left - ink.left < 1, JSON.stringify(upper));
    assert.ok(ink.right - ink.left > 2 * (ink.bottom - ink.top), JSON.stringify(ink));
    const paste = extent(picture, 2, isPaste);
    assert.ok(paste.left > ink.right && paste.right < width - 36);
  });

test('stands right in a cropped page whose origin is elsewhere, with inherited attributes', async () => {
  const pdf = await makePdf([{}], {
    prepare: (document) => {
      const { node } = document.getPage(0);
      const tree = document.catalog.Pages();
      tree.set(PDFName.of('MediaBox'), document.context.obj([-100, 200, 500, 900]));
      tree.set(PDFName.of('CropBox'), document.context.obj([450, 850, 0, 250]));
      tree.set(PDFName.of('Rotate'), document.context.obj(90));
      for (const key of ['MediaBox', 'CropBox', 'Rotate']) node.delete(PDFName.of(key));
    },
  });
  const [placed] = await resolvePlacements(pdf, [{ by: 'default' }], { fallback: false });
  assert.deepEqual(placed, { page: 1, rect: { x: 366, y: 664, width: 48, height: 150 }, fellBack: false });
  const { bytes } = await seal(pdf, [placed]);
  const picture = render(bytes, 1);
  assert.deepEqual([picture.width, picture.height], [1200, 900]);
  const ink = extent(picture, 2, isInk);
  assert.ok(ink.left > 600 - 186 && ink.right < 600 - 36 && ink.top > 450 - 84 && ink.bottom < 450 - 36);
});

test('a signature without a fingerprint uses the whole width', async () => {
  const pdf = await makePdf([{}]);
  const place = { page: 1, rect: { x: 100, y: 100, width: 150, height: 48 } };
  const { bytes } = await seal(pdf, [place], { fingerprint: null });
  assert.equal(extent(render(bytes, 1), 2, isPaste).count, 0);
});
