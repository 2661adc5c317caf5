import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseReportDescriptor } from '../hid/report-descriptor.ts';
import { sampleSignature } from '../ink/sample-signature.ts';
import { type HidPadFamily, matchPadFamily, padCatalogue, type SimulatedWriter } from './catalogue.ts';
import type { Pad, PadSample } from './pad.ts';
import type { PadModel } from './pad-model.ts';

const hidFamilies = padCatalogue.filter((family): family is HidPadFamily => family.transport === 'hid');
const unhurried = sampleSignature('张伟');

type Start = (nowMicros: () => number) => Promise<{ simulated: SimulatedWriter; pad: Pad }>;

/** Every model of the catalogue, to be opened on its own simulator. */
const everyModel = padCatalogue.flatMap((family): { id: string; model: PadModel; start: Start }[] => {
  const { id } = family;
  if (family.transport === 'serial')
    return family.models.map(({ model, open, simulate }) => ({
      ...{ id, model },
      async start(nowMicros) {
        const simulated = simulate();
        return { simulated, pad: await open(await simulated.connect(), nowMicros) };
      },
    }));
  return family.models.map(({ model, simulate }) => ({
    ...{ id, model },
    async start(nowMicros) {
      const simulated = simulate();
      return { simulated, pad: await family.open(await simulated.connect(), nowMicros) };
    },
  }));
});

const assertWritten = (pad: Pad, samples: readonly PadSample[]) => {
  // Two pads see no pen in the air, one knows no pressure: what they tell of the writing must be the same.
  const tips = unhurried.filter(({ tip }) => tip);
  const seen = samples.filter(({ tip }) => tip);
  assert.deepEqual(
    seen.map(({ x, y }) => [x, y]),
    tips.map(({ x, y }) => [Math.round(x * pad.maxX), Math.round(y * pad.maxY)]),
  );
  if (pad.maxPressure > 1)
    assert.deepEqual(
      seen.map(({ pressure }) => pressure),
      tips.map(({ pressure }) => Math.round(pressure * pad.maxPressure)),
    );
  for (const { x, xMm, y, yMm, pressure, force } of samples) {
    assert.ok(
      Math.abs(xMm - (x / pad.maxX) * pad.widthMm) < 1e-9 && Math.abs(yMm - (y / pad.maxY) * pad.heightMm) < 1e-9,
    );
    assert.ok(Math.abs(force - pressure / pad.maxPressure) < 1e-9);
  }
  assert.ok(samples.every(({ uniformMicros, tMicros }) => uniformMicros <= tMicros));
  assert.ok(samples.every(({ uniformMicros }, i) => uniformMicros >= (samples[i - 1]?.uniformMicros ?? 0)));
};

for (const { id, model, start } of everyModel)
  test(`${id}, ${model.name}: opened as itself, and a signature arrives as it was written`, async () => {
    let now = 0;
    const { simulated, pad } = await start(() => now);
    // A Wacom STU has nine letters for its name.
    assert.ok(model.name.startsWith(pad.model));
    assert.equal(pad.vendor, model.vendor);
    for (const key of ['maxX', 'maxY', 'maxPressure'] as const) assert.equal(pad[key], model[key], key);
    assert.ok(Math.abs(pad.widthMm - model.widthMm) < 0.1 && Math.abs(pad.heightMm - model.heightMm) < 0.1);
    const samples: PadSample[] = [];
    pad.onSample((sample) => samples.push(sample));
    for (const { dtMicros, ...state } of unhurried) {
      now += dtMicros;
      simulated.pen(state);
    }
    assertWritten(pad, samples);
    const { malformed, clamped, stuckPressure } = pad.counters;
    assert.deepEqual([malformed, clamped, stuckPressure], [0, 0, 0]);
    let lost = 0;
    pad.onLost(() => lost++);
    simulated.unplug();
    assert.equal(lost, 1);
    await pad.close();
  });

for (const family of hidFamilies)
  for (const { model, simulate, vendorId, productId } of family.models)
    test(`${family.id}, ${model.name}: its interface is taken for no other family’s`, () => {
      const { device } = simulate();
      const { collections } = parseReportDescriptor(device.reportDescriptor);
      const listing = { vendorId: device.vendorId, productId: device.productId, usages: collections };
      assert.deepEqual([device.vendorId, device.productId], [vendorId, productId]);
      assert.deepEqual(
        hidFamilies.filter((other) => other.matches(listing)).map(({ id }) => id),
        [family.id],
      );
      assert.equal(matchPadFamily(listing), family);
      assert.equal(device.product, `${model.name} (SIMULATED)`);
    });

test('model names are the catalogue’s own, each once', () => {
  const names = everyModel.map(({ model }) => `${model.vendor} ${model.name}`);
  assert.equal(new Set(names).size, names.length);
});

test('one that is no pad belongs to no family', () => {
  const keyboard = { vendorId: 0x256c, productId: 0x006d, usages: [{ page: 1, usage: 6 }] };
  assert.ok(hidFamilies.every((family) => !family.matches(keyboard)));
});
