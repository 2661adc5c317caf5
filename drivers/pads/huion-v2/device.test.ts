import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { PadSample } from '../pad.ts';
import { openHuionV2 } from './device.ts';
import { huionV2Models } from './models.ts';
import { encodeHuionReport } from './report-codec.ts';
import { simulatePad } from './simulator.ts';
import { encodeText, firmwareString } from './string-codec.ts';

const writing = { x: 0.5, y: 0.25, pressure: 0.5, tip: true, inRange: true };

const open = async (simulated = simulatePad()) => {
  let now = 0;
  const pad = await openHuionV2(await simulated.connect(), () => now);
  const samples: PadSample[] = [];
  pad.onSample((sample) => samples.push(sample));
  return {
    simulated,
    pad,
    samples,
    tick: (micros: number) => {
      now += micros;
    },
  };
};

test('a simulated pad is opened, switched to vendor mode, and writes', async () => {
  const { simulated, pad, samples, tick } = await open();
  assert.equal(pad.simulated, true);
  assert.deepEqual(
    [pad.maxX, pad.maxY, pad.maxPressure, pad.widthMm, pad.heightMm],
    [43392, 27120, 8191, 216.96, 135.6],
  );
  simulated.pen({ ...writing, tip: false, pressure: 0 });
  tick(4000);
  simulated.pen(writing);
  tick(4000);
  simulated.pen({ ...writing, inRange: false });
  const raw = samples.map(({ x, y, pressure, tip, inRange, tMicros }) => ({ x, y, pressure, tip, inRange, tMicros }));
  assert.deepEqual(raw, [
    { x: 21696, y: 6780, pressure: 0, tip: false, inRange: true, tMicros: 0 },
    { x: 21696, y: 6780, pressure: 4096, tip: true, inRange: true, tMicros: 4000 },
    { x: 21696, y: 6780, pressure: 0, tip: false, inRange: false, tMicros: 8000 },
  ]);
  await pad.close();
});

test('before string 200 is asked for, the vendor interface is silent', async () => {
  const simulated = simulatePad();
  const transport = await simulated.connect();
  const reports: Uint8Array[] = [];
  transport.onInput((report) => reports.push(report));
  simulated.pen(writing);
  assert.equal(reports.length, 0);
  await transport.indexedString(200);
  simulated.pen(writing);
  assert.equal(reports.length, 1);
});

test('a pad that never says leave has left after 100 ms of silence', async () => {
  const { simulated, pad, samples } = await open();
  simulated.pen(writing);
  await sleep(70);
  assert.equal(samples.length, 1);
  await sleep(80);
  assert.deepEqual(
    samples.map(({ tip, inRange, pressure }) => [tip, inRange, pressure]),
    [
      [true, true, 4096],
      [false, false, 0],
    ],
  );
  assert.equal(pad.counters.missedLeaves, 1);
  await pad.close();
});

test('a stalled event loop does not tear a stroke', async () => {
  const { simulated, pad, samples } = await open();
  simulated.pen(writing);
  const until = Date.now() + 130;
  // The report stands in the queue behind the expired timer, as one from the kernel does.
  setTimeout(() => setImmediate(() => simulated.pen(writing)), 101);
  while (Date.now() < until);
  await sleep(20);
  assert.equal(pad.counters.missedLeaves, 0);
  assert.ok(samples.every((sample) => sample.tip));
  await pad.close();
});

test('faulty reports are counted: malformed, ignored, clamped, stuck, duplicate, late', async () => {
  const { simulated, pad, samples, tick } = await open();
  const pen = {
    kind: 'pen',
    x: 1,
    y: 1,
    pressure: 9,
    tip: true,
    barrel: false,
    barrel2: false,
    tiltX: 0,
    tiltY: 0,
  } as const;
  simulated.sendRaw(Uint8Array.of(8, 0x81, 1));
  simulated.sendRaw(Uint8Array.of(8, 0xe0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0));
  simulated.sendRaw(encodeHuionReport({ ...pen, x: 50_000, y: 30_000, pressure: 9000 }));
  simulated.sendRaw(encodeHuionReport({ ...pen, tip: false }));
  simulated.sendRaw(encodeHuionReport({ ...pen, tip: false }));
  tick(30_000);
  simulated.sendRaw(encodeHuionReport(pen));
  assert.deepEqual(
    { ...pad.counters },
    {
      reports: 6,
      malformed: 1,
      ignored: 1,
      clamped: 3,
      stuckPressure: 2,
      duplicates: 1,
      gaps: 1,
      missedLeaves: 0,
    },
  );
  assert.deepEqual([samples[0]?.x, samples[0]?.y, samples[0]?.pressure], [43392, 27120, 8191]);
  assert.deepEqual(
    samples.map((sample) => sample.pressure),
    [8191, 0, 0, 9],
  );
  await pad.close();
});

test('unplugged in a stroke: lost is told once, also to who asks later; the replugged pad must be opened again', async () => {
  const { simulated, pad, samples } = await open();
  let told = 0;
  pad.onLost(() => told++);
  simulated.pen(writing);
  simulated.unplug();
  simulated.pen(writing);
  pad.onLost(() => told++);
  await sleep(1);
  assert.equal(told, 2);
  assert.equal(samples.length, 1);
  await assert.rejects(simulated.connect(), { code: 'NOT_CONNECTED' });
  simulated.plug();
  const again = await open(simulated);
  simulated.pen(writing);
  assert.equal(again.samples.length, 1);
  assert.equal(samples.length, 1);
  await again.pad.close();
});

test('every model opens, and no two match the same pad', async () => {
  for (const model of huionV2Models) {
    const firmware = model.firmwareSample;
    assert.equal(huionV2Models.filter((other) => other.firmware.test(firmware)).length, 1);
    const { pad } = await open(simulatePad({ model, firmware }));
    assert.equal(pad.model, model.name);
    assert.equal(pad.simulated, true);
    assert.ok(Math.abs(pad.widthMm - (pad.maxX / 5080) * 25.4) < 0.05);
    await pad.close();
  }
});

test('parameters that Windows cut short come from the table; unknown firmware without parameters is refused', async () => {
  const cut = async (firmware: string) => {
    const transport = await simulatePad().connect();
    return openHuionV2(
      {
        ...transport,
        indexedString: async (index) =>
          index === firmwareString ? encodeText(firmware) : (await transport.indexedString(index)).subarray(0, 4),
      },
      () => 0,
    );
  };
  const pad = await cut('HUION_M19p_200723');
  assert.deepEqual([pad.maxX, pad.maxY, pad.simulated], [53580, 33640, true]);
  await pad.close();
  await assert.rejects(cut('HUION_T999_200101'), { code: 'PROTOCOL' });
  await assert.rejects(cut('HUION_T153_160607'), { code: 'PROTOCOL' });
});

test('unknown firmware that describes itself is opened by what it says', async () => {
  const { pad } = await open(simulatePad({ firmware: 'HUION_T999_200101' }));
  assert.deepEqual([pad.vendor, pad.model, pad.maxX, pad.simulated], ['Huion', 'HUION_T999_200101', 43392, true]);
  assert.ok(Math.abs(pad.widthMm - 216.96) < 0.01);
  await pad.close();
});

test('ten minutes at 266 reports a second: none lost', async () => {
  const { simulated, pad, samples, tick } = await open();
  const total = 266 * 600;
  for (let i = 0; i < total; i++) {
    tick(3759);
    simulated.pen({ x: (i % 1000) / 1000, y: 0.5, pressure: 0.5, tip: true, inRange: true });
  }
  assert.equal(samples.length, total);
  assert.deepEqual([pad.counters.reports, pad.counters.gaps, pad.counters.malformed], [total, 0, 0]);
  await pad.close();
});

test('any bytes on the wire: no exception, and no sample outside the pad', async () => {
  const { simulated, pad, samples } = await open();
  const report = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc
      .uint8Array({ minLength: 10, maxLength: 10 })
      .map((rest) => Uint8Array.of(8, 0x80 | ((rest[0] ?? 0) & 7), ...rest)),
  );
  fc.assert(
    fc.property(report, (bytes) => {
      simulated.sendRaw(bytes);
      const last = samples.pop();
      if (!last) return;
      assert.ok(last.x <= pad.maxX && last.y <= pad.maxY && last.pressure <= pad.maxPressure);
      assert.ok(last.x >= 0 && last.y >= 0 && (last.tip || last.pressure === 0));
    }),
    { numRuns: 5000 },
  );
  assert.equal(pad.counters.reports, 5000);
  assert.ok(pad.counters.malformed > 500 && pad.counters.clamped > 500);
  await pad.close();
});
