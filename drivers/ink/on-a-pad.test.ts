import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHuionV2, type PadSample, sampleSignature, simulatePad } from '../index.ts';

test('a signature written on the simulated pad arrives sample by sample, without loss or fault', async () => {
  const simulated = simulatePad();
  let now = 0;
  const pad = await openHuionV2(await simulated.connect(), () => now);
  const received: PadSample[] = [];
  pad.onSample((sample) => received.push(sample));
  const written = sampleSignature('张伟');
  for (const { dtMicros, ...state } of written) {
    now += dtMicros;
    simulated.pen(state);
  }
  assert.deepEqual(
    received.map(({ x, y, pressure, tip, inRange }) => ({ x, y, pressure, tip, inRange })).slice(0, -1),
    written
      .map(({ x, y, pressure, tip, inRange }) => ({
        x: Math.round(x * pad.maxX),
        y: Math.round(y * pad.maxY),
        pressure: Math.round(pressure * pad.maxPressure),
        tip,
        inRange,
      }))
      .slice(0, -1),
  );
  assert.equal(received.length, written.length);
  assert.equal(received.at(-1)?.inRange, false);
  const { reports, duplicates: _, ...faults } = pad.counters;
  assert.equal(reports, written.length);
  assert.ok(
    Object.values(faults).every((count) => count === 0),
    JSON.stringify(faults),
  );
  await pad.close();
});
