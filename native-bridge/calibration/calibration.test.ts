import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type CalibrationView,
  check,
  events,
  type Mapping,
  mapSpot,
  type ScreenName,
  type Spot,
} from '@bedsign/contract';
import type { Pad } from '@bedsign/drivers';
import { createCalibration } from './calibration.ts';

const display = { screen: 'display' } as Pad['capabilities'];
const padOf = (serial: string, capabilities = display) =>
  ({ model: 'm', serial, capabilities, maxX: 43_392, maxY: 27_120, widthMm: 216.96, heightMm: 135.6 }) as Pad;
const screen: ScreenName = { id: '2', label: 'PAD', width: 1280, height: 800 };
/** From the screen to the pad. */
const askew: Mapping = [0.96, -0.021, 0.03, 0.054, 0.96, -0.035];

const setUp = (t: { after(cleanUp: () => void): void }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-calibration-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const views: CalibrationView[] = [];
  const at = { pad: padOf('A') as Pad | null, screen: screen as ScreenName | null };
  const file = join(folder, 'calibrations.json');
  const open = () =>
    createCalibration({
      file,
      pad: () => at.pad,
      screen: () => at.screen,
      now: () => 1_795_490_000_000,
      onChange: (view) => views.push(check(events.calibration, view)),
    });
  let calibration = open();
  const report = ({ x, y }: Spot, tip: boolean) => {
    const { maxX, maxY } = padOf('');
    const raw = {
      x: Math.round(x * maxX),
      y: Math.round(y * maxY),
      pressure: tip ? 9 : 0,
      tip,
      inRange: true,
      tMicros: 0,
    };
    return calibration.sample(raw, at.pad ?? padOf('?'));
  };
  /** A tap at a place of the screen, `byMm` to the right of it. */
  const tap = ({ x, y }: Spot, byMm = 0) => {
    const spot = mapSpot({ x: x + byMm / 216.96, y }, askew);
    for (const tip of [false, true, true, true, false]) report(spot, tip);
  };
  return {
    at,
    file,
    views,
    report,
    tap,
    get calibration() {
      return calibration;
    },
    run: () => calibration.view().run ?? assert.fail('nothing is calibrated'),
    tapCross(byMm = 0) {
      tap(this.run().target, byMm);
    },
    restart: () => {
      calibration = open();
    },
  };
};

test('four taps and a check: from then on the pen’s place is the screen’s, for this pad on this screen, also after a restart', (t) => {
  const bench = setUp(t);
  assert.equal(bench.calibration.mapping(padOf('A')), undefined);
  bench.calibration.start();
  for (let cross = 1; cross <= 5; cross++) {
    assert.deepEqual([bench.run().state, bench.run().number], ['tapping', cross]);
    bench.tapCross();
  }
  assert.equal(bench.run().state, 'done');
  assert.ok((bench.run().errorMm ?? 9) < 0.05);
  assert.equal(bench.report({ x: 0.5, y: 0.5 }, true), false, 'the pen may be tried at once');
  bench.calibration.stop();
  bench.restart();
  const pad = padOf('A');
  const mapping = bench.calibration.mapping(pad) ?? assert.fail();
  const back = mapSpot(mapSpot({ x: 0.25, y: 0.8 }, askew), mapping);
  assert.ok(Math.hypot(back.x - 0.25, back.y - 0.8) < 0.001);
  assert.equal(bench.calibration.view().current?.at, 1_795_490_000_000);
  assert.equal(bench.calibration.mapping(padOf('B')), undefined);
  bench.at.screen = { ...screen, label: 'OTHER' };
  bench.calibration.surroundingsChanged();
  assert.equal(bench.calibration.mapping(pad), undefined);
  bench.at.screen = { ...screen, id: '7' };
  bench.calibration.surroundingsChanged();
  assert.deepEqual(bench.calibration.mapping(pad), mapping);
});

test('a bad tap among the four is refused, and so is a check that misses; what held before still holds', (t) => {
  const bench = setUp(t);
  for (const bad of [2, 5]) {
    bench.calibration.start();
    for (let cross = 1; cross <= 5 && bench.run().state === 'tapping'; cross++) bench.tapCross(cross === bad ? 6 : 0);
    assert.equal(bench.run().state, 'failed');
    assert.equal(bench.run().failure?.code, 'CALIBRATION_INACCURATE');
    assert.ok(bench.report({ x: 0.5, y: 0.5 }, true), 'the pen presses nothing meanwhile');
    assert.equal(bench.calibration.mapping(padOf('A')), undefined);
  }
});

test('a hand that is off by a millimetre is good enough', (t) => {
  const bench = setUp(t);
  bench.calibration.start();
  for (const off of [1, -1, 1, 0, 1.5]) bench.tapCross(off);
  assert.equal(bench.run().state, 'done');
});

test('a pen that slides does not count, and the same cross is asked for again', (t) => {
  const bench = setUp(t);
  bench.calibration.start();
  for (const x of [0.1, 0.12, 0.15]) bench.report({ x, y: 0.12 }, true);
  bench.report({ x: 0.15, y: 0.12 }, false);
  assert.equal(bench.run().failure?.code, 'CALIBRATION_UNSTEADY');
  assert.equal(bench.run().number, 1);
  bench.tapCross();
  assert.deepEqual([bench.run().number, bench.run().failure], [2, null]);
});

test('taps all on one place are no calibration', (t) => {
  const bench = setUp(t);
  bench.calibration.start();
  for (let cross = 1; cross <= 4; cross++) bench.tap({ x: 0.5, y: 0.5 });
  assert.equal(bench.run().failure?.code, 'CALIBRATION_INACCURATE');
});

test('without a pad, or with one that is no display, there is nothing to calibrate; a pad that goes ends it', (t) => {
  const bench = setUp(t);
  bench.at.pad = padOf('S', { screen: 'own' } as Pad['capabilities']);
  assert.equal(bench.calibration.view().possible, false);
  assert.throws(() => bench.calibration.start(), { code: 'CALIBRATION_NOT_NEEDED' });
  bench.at.pad = null;
  assert.throws(() => bench.calibration.start(), { code: 'PAD_NOT_CONNECTED' });
  bench.at.pad = padOf('A');
  bench.calibration.start();
  bench.at.pad = null;
  bench.calibration.surroundingsChanged();
  assert.equal(bench.run().failure?.code, 'PAD_LOST');
});

test('a damaged file means calibrating again', (t) => {
  const bench = setUp(t);
  for (const damage of ['', '{"A":', '[]', '{"A":{"PAD 1280×800":{"mapping":[1,2]}}}']) {
    writeFileSync(bench.file, damage);
    bench.restart();
    assert.equal(bench.calibration.view().current, null);
  }
});
