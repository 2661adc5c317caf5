import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrationTargets, type Mapping, mapSpot, type Spot } from '@bedsign/contract';
import { fitMapping, isPlausible } from './fit.ts';

const crosses = calibrationTargets.slice(0, 4);
/** The pad's place of a screen's under `mapping`, which leads from pad to screen. */
const inverse = ([a, b, c, d, e, f]: Mapping, { x, y }: Spot): Spot => {
  const area = a * e - b * d;
  return { x: (e * (x - c) - b * (y - f)) / area, y: (a * (y - f) - d * (x - c)) / area };
};
const taps = (mapping: Mapping) => crosses.map((screen) => ({ pad: inverse(mapping, screen), screen }));

const mountings: Record<string, Mapping> = {
  straight: [1, 0, 0, 0, 1, 0],
  shifted: [1, 0, 0.05, 0, 1, -0.03],
  'larger than its screen': [1.1, 0, -0.05, 0, 1.08, -0.04],
  'turned by 3°': [0.9986, -0.0837, 0.04, 0.0327, 0.9986, -0.02],
  'upside down': [-1, 0, 1, 0, -1, 1],
  portrait: [0, -1, 1, 1, 0, 0],
  'mirrored by its maker': [-1, 0, 1, 0, 1, 0],
};
for (const [name, mounting] of Object.entries(mountings))
  test(`a pad ${name}: the fitted map hits every place of the screen`, () => {
    const fitted = fitMapping(taps(mounting)) ?? assert.fail();
    assert.ok(isPlausible(fitted));
    for (const x of [0, 0.42, 1])
      for (const y of [0, 0.55, 1]) {
        const back = mapSpot(inverse(mounting, { x, y }), fitted);
        assert.ok(Math.hypot(back.x - x, back.y - y) < 1e-9, `${x} ${y} came to ${back.x} ${back.y}`);
      }
  });

test('of one bad tap the fit shows a quarter at each cross', () => {
  const [first, ...rest] = taps([1, 0, 0, 0, 1, 0]);
  assert.ok(first);
  const bad = { ...first, pad: { x: first.pad.x + 0.04, y: first.pad.y } };
  const fitted = fitMapping([bad, ...rest]) ?? assert.fail();
  for (const { pad, screen } of [bad, ...rest])
    assert.ok(Math.abs(Math.abs(mapSpot(pad, fitted).x - screen.x) - 0.01) < 0.001);
});

test('taps on a line, or all on one place, make no map', () => {
  assert.equal(fitMapping(crosses.map((screen, i) => ({ pad: { x: 0.1 * i, y: 0.2 * i }, screen }))), null);
  assert.equal(fitMapping(crosses.map((screen) => ({ pad: { x: 0.5, y: 0.5 }, screen }))), null);
});

test('a digitizer is about as large as its screen', () => {
  assert.ok(!isPlausible([0.1, 0, 0, 0, 0.1, 0]));
  assert.ok(!isPlausible([3, 0, 0, 0, 0.4, 0]));
  assert.ok(!isPlausible([1, 1, 0, 1, 1, 0]));
});
