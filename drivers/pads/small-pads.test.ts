import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../driver-error.ts';
import { sampleSignature } from '../ink/sample-signature.ts';
import { openEpad } from './epad/device.ts';
import { decodeEpadReport, encodeEpadReport } from './epad/report-codec.ts';
import { simulateEpad } from './epad/simulator.ts';
import type { Pad, PadSample } from './pad.ts';
import { openTopaz } from './topaz/device.ts';
import { createTopazParser, encodeTopazPacket } from './topaz/packet-codec.ts';
import { simulateTopaz, simulatedTopazModel as topaz } from './topaz/simulator.ts';

const gather = (pad: Pad) => {
  const samples: PadSample[] = [];
  pad.onSample((sample) => samples.push(sample));
  return samples;
};

test('ePad: bits and places, buttons apart, short reports refused', () => {
  assert.deepEqual(decodeEpadReport(Uint8Array.of(0x20, 0x4a, 0x04, 0x39, 0x02, 0x7f)), {
    kind: 'pen',
    x: 1098,
    y: 569,
    pressure: 127,
    tip: true,
  });
  assert.deepEqual(decodeEpadReport(Uint8Array.of(0x80, 0, 0, 0, 0, 0)), { kind: 'leave' });
  assert.deepEqual(decodeEpadReport(Uint8Array.of(0x21, 0, 0, 0, 0, 0)), { kind: 'other' });
  assert.throws(() => decodeEpadReport(new Uint8Array(5)), { name: 'DriverError', code: 'PROTOCOL' });
});

test('Topaz: golden packet, resynchronised behind noise and a broken packet', () => {
  assert.equal(
    Buffer.from(encodeTopazPacket({ x: 1800, y: 500, tip: true, inRange: true })).toString('hex'),
    'c1080e7403',
  );
  const whole = encodeTopazPacket({ x: 5, y: 6, tip: false, inRange: true });
  const pen = { kind: 'pen', x: 5, y: 6, pressure: 0, tip: false };
  const parser = createTopazParser();
  assert.deepEqual(parser.push(Uint8Array.of(1, 2, ...whole, ...whole.subarray(0, 3), ...whole)), {
    events: [pen, pen],
    malformed: 1,
  });
  assert.deepEqual(parser.push(Uint8Array.of(0xc0, 0, 0x20, 0, 0)), { events: [], malformed: 1 });
  for (const byte of whole.subarray(0, 4)) assert.deepEqual(parser.push(Uint8Array.of(byte)).events, []);
  assert.deepEqual(parser.push(whole.subarray(4)).events, [pen]);
});

test('a signature written on either arrives whole, in the pad’s own counts', async () => {
  let now = 0;
  const epad = simulateEpad();
  const line = simulateTopaz();
  const pads = [
    { pad: await openEpad(await epad.connect(), () => now), pen: epad.pen, hovers: false },
    { pad: await openTopaz(await line.connect(), topaz, () => now), pen: line.pen, hovers: true },
  ];
  for (const { pad, pen, hovers } of pads) {
    const samples = gather(pad);
    const written = sampleSignature('张伟');
    for (const { dtMicros, ...state } of written) {
      now += dtMicros;
      pen(state);
    }
    const expected = written.filter(({ tip, inRange }) => (hovers ? inRange : tip));
    const seen = samples.filter(({ inRange }) => inRange);
    assert.deepEqual(
      seen.map(({ x, y, tip }) => [x, y, tip]),
      expected.map(({ x, y, tip }) => [Math.round(x * pad.maxX), Math.round(y * pad.maxY), tip]),
    );
    assert.ok(samples.every(({ pressure, tip }) => tip || pressure === 0));
    assert.equal(samples.at(-1)?.inRange, false);
    assert.equal(pad.counters.malformed, 0);
    assert.equal(pad.simulated, true);
    await pad.close();
  }
});

test('unplugged: lost is told; another device is no ePad', async () => {
  const simulated = simulateEpad();
  const pad = await openEpad(await simulated.connect(), () => 0);
  assert.equal(pad.simulated, true);
  let told = 0;
  pad.onLost(() => told++);
  simulated.unplug();
  assert.equal(told, 1);
  simulated.plug();
  const transport = await simulated.connect();
  const other = { ...transport, info: { ...transport.info, productId: 1 } };
  await assert.rejects(
    openEpad(other, () => 0),
    { code: 'PROTOCOL' },
  );
  assert.equal(simulated.device.reportDescriptor.length, 124);
});

test('any bytes: an event or a DriverError, and no sample outside the pad', async () => {
  const simulated = simulateEpad();
  const line = simulateTopaz();
  const pads = [
    await openEpad(await simulated.connect(), () => 0),
    await openTopaz(await line.connect(), topaz, () => 0),
  ];
  const samples = pads.map(gather);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      try {
        decodeEpadReport(bytes);
      } catch (error) {
        assert.ok(error instanceof DriverError);
      }
      simulated.sendRaw(bytes);
      line.sendRaw(bytes);
      for (const [i, pad] of pads.entries())
        for (const { x, y, pressure } of samples[i]?.splice(0) ?? [])
          assert.ok(x >= 0 && x <= pad.maxX && y >= 0 && y <= pad.maxY && pressure <= pad.maxPressure);
    }),
    { numRuns: 5000 },
  );
  for (const pad of pads) await pad.close();
  assert.deepEqual(encodeEpadReport({ x: 1, y: 2, pressure: 3, tip: false }), Uint8Array.of(0, 1, 0, 2, 0, 0));
});
