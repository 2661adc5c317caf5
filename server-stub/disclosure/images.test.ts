import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import { extent, render } from '../sealing/testing/judges.ts';
import { wave } from '../test-kit/test-bundle.ts';
import { greyPng } from './png.ts';
import { strokesSvg } from './strokes.ts';

test('a PNG that another reader opens has the very pixels', async () => {
  const [width, height] = [37, 23];
  const image = Uint8Array.from({ length: width * height }, (_, index) => (index * 7) % 256);
  const pdf = await PDFDocument.create();
  const picture = await pdf.embedPng(greyPng({ width, height, dpi: 500, image }));
  pdf.addPage([width, height]).drawImage(picture, { x: 0, y: 0, width, height });
  const scale = 9;
  const seen = render(await pdf.save(), 1, scale);
  const centre = (value: number) => value * scale + (scale >> 1);
  for (const [at, value] of image.entries()) {
    const [shown] = seen.pixel(centre(at % width), centre(Math.floor(at / width)));
    assert.ok(Math.abs(shown - value) <= 1, `pixel ${at}: ${shown} instead of ${value}`); // poppler rounds
  }
});

test('the handwriting as SVG stands where and as large as the pen wrote it', async () => {
  const box = { x: 1000, y: 2000, width: 8000, height: 3000 };
  const pad = {
    ...{ vendor: '', model: '', serial: '', maxX: 20_000, maxY: 12_500, maxPressure: 8191 },
    ...{ widthMm: 200, heightMm: 125, simulated: true, clock: 'device' as const },
  };
  const svg = strokesSvg({ fieldId: 'f', box, samples: wave() }, pad);
  const [width, height] = [80, 30].map((mm) => (mm * 72) / 25.4) as [number, number];
  assert.match(svg, new RegExp(`width="${width.toFixed(2)}pt" height="${height.toFixed(2)}pt"`));
  const path = /d="([^"]+)"/.exec(svg)?.[1] ?? '';
  assert.match(path, /^[MLCZ\d\s.-]+$/);
  const pdf = await PDFDocument.create();
  // Upside down, for the transform is left out: the wave is its own mirror image.
  pdf.addPage([width, height]).drawSvgPath(path, { x: 0, y: height, color: rgb(0, 0, 0) });
  const ink = extent(render(await pdf.save(), 1, 4), 4, (red) => red < 128);
  const mm = (points: number) => (points / 72) * 25.4;
  const close = (points: number, expected: number) =>
    assert.ok(Math.abs(mm(points) - expected) < 1, `${mm(points)} mm`);
  close(ink.left, 6);
  close(ink.right, 63);
  close(ink.top, 7);
  close(ink.bottom, 23);
});
