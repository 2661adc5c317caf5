import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HidTransport } from '../hid-transport.ts';
import { matchPadFamily } from './catalogue.ts';
import { decodeHanvonReport } from './hanvon-esp370u/report-codec.ts';
import { simulateHanvon } from './hanvon-esp370u/simulator.ts';
import { decodeHanwangReport } from './hanwang/report-codec.ts';
import { openHidPen } from './hid-pen/device.ts';
import { hidPenModels } from './hid-pen/models.ts';
import { simulateHidPen } from './hid-pen/simulator.ts';
import type { PadSample } from './pad.ts';
import { decodePd1011Report } from './pd1011/report-codec.ts';
import { simulatePd1011 } from './pd1011/simulator.ts';
import { hexBytes } from './simulated-hid-pad.ts';
import { openUgeeV2 } from './ugee-v2/device.ts';
import { decodeUgeeReport } from './ugee-v2/report-codec.ts';
import { simulateUgeeV2 } from './ugee-v2/simulator.ts';
import { openWacomDtu } from './wacom-dtu/device.ts';
import { decodeDtuReport } from './wacom-dtu/report-codec.ts';
import { simulateWacomDtu } from './wacom-dtu/simulator.ts';

const bytes = (hex: string) => hexBytes(hex.replaceAll(' ', ''));
const refused = { name: 'DriverError', code: 'PROTOCOL' };

test('UGEE: hover, tip, leave, keys, tilt, 24-bit places, fourteen bits of pressure', () => {
  const pen = { kind: 'pen', x: 0x010203, y: 0x020405, pressure: 8191, tip: true, tilt: { x: -5, y: 7 } };
  const tail = '03 02 05 04 ff 1f fb 07 01 02';
  assert.deepEqual(decodeUgeeReport(bytes(`02 a1 ${tail}`), 'narrow'), pen);
  assert.deepEqual(decodeUgeeReport(bytes(`02 a1 ${tail} 00 01`), 'wide'), { ...pen, pressure: 16_383 });
  assert.deepEqual(decodeUgeeReport(bytes(`02 c0 ${tail}`), 'narrow'), { kind: 'leave' });
  assert.deepEqual(decodeUgeeReport(bytes(`02 f0 ${tail}`), 'narrow'), { kind: 'other' });
  for (const hex of ['', '02 a1', `07 a1 ${tail}`, `02 11 ${tail}`])
    assert.throws(() => decodeUgeeReport(bytes(hex), 'narrow'), refused);
  assert.throws(() => decodeUgeeReport(bytes(`02 a1 ${tail}`), 'wide'), refused);
});

test('UGEE: a pad in no table is opened by string 100, and refused without it', async () => {
  const model = {
    ...{ vendorId: 0x28bd, productId: 0x0042, vendor: 'UGEE', name: 'Stranger', generation: 'narrow' as const },
    ...{ maxX: 50_800, maxY: 25_400, maxPressure: 8191, widthMm: 254, heightMm: 127 },
  };
  const parameters = bytes('0e 03 70 c6 38 63 08 00 ff 1f d8 13 00 00');
  const pad = await openUgeeV2(await simulateUgeeV2({ model, parameters }).connect(), () => 0);
  assert.deepEqual(
    [pad.maxX, pad.maxY, pad.widthMm, pad.heightMm, pad.capabilities.buttons],
    [50_800, 25_400, 254, 127, 8],
  );
  await pad.close();
  await assert.rejects(
    openUgeeV2(await simulateUgeeV2({ model }).connect(), () => 0),
    refused,
  );
});

test('Hanvon: recorded answers are no pen, places count from the useful area, silence after close', async () => {
  assert.deepEqual(decodeHanvonReport(bytes('02 88 00 74 00 14 65 00')), { kind: 'other' });
  assert.deepEqual(decodeHanvonReport(bytes('02 55 05 11 70 ff ff ff')), { kind: 'other' });
  assert.deepEqual(decodeHanvonReport(bytes('02 b0 00 18 60 03 00 04')), {
    ...{ kind: 'pen', x: 0x1800, y: 0, pressure: 0x400, tip: true },
  });
  assert.deepEqual(decodeHanvonReport(bytes('02 e0 00 18 60 03 00 00')), {
    ...{ kind: 'pen', x: 0x1800, y: 0, pressure: 0, tip: false },
  });
  for (const hex of ['02 b0', '03 b0 00 18 60 03 00 04', '02 12 00 18 60 03 00 04'])
    assert.throws(() => decodeHanvonReport(bytes(hex)), refused);
  const simulated = simulateHanvon();
  const said: string[] = [];
  simulated.device.onInput((report) => said.push(Buffer.from(report).toString('hex')));
  const pad = await (matchPadFamily({ vendorId: 0x0b57, productId: 0x8420, usages: [] }) ?? assert.fail()).open(
    await simulated.connect(),
    () => 0,
  );
  await pad.close();
  simulated.pen({ x: 0.5, y: 0.5, pressure: 0.5, tip: true, inRange: true });
  assert.deepEqual(said, ['0288007400146500', '0255051170ffffff', '0255052270ffffff']);
});

test('Hanwang: eleven bits of pressure in three places, enter and leave', () => {
  assert.deepEqual(decodeHanwangReport(bytes('02 a1 12 34 23 45 ff c0 00 00')), {
    ...{ kind: 'pen', x: 0x1234, y: 0x2345, pressure: 2047, tip: true },
  });
  assert.deepEqual(decodeHanwangReport(bytes('02 80 00 00 00 00 00 00 00 00')), { kind: 'leave' });
  assert.deepEqual(decodeHanwangReport(bytes('02 c2 00 20 00 00 00 00 00 00')), { kind: 'other' });
  assert.deepEqual(decodeHanwangReport(bytes('0c 01 00 00 00 00 00 00 00 00')), { kind: 'other' });
  for (const hex of ['02 80', '05 80 00 00 00 00 00 00 00 00'])
    assert.throws(() => decodeHanwangReport(bytes(hex)), refused);
});

test('Wacom DTU: places from the screen’s corner, contact above ten, nine and ten bits of pressure', async () => {
  assert.deepEqual(decodeDtuReport(bytes('11 91 0b 00 c8 01 00'), 'framed'), {
    ...{ kind: 'pen', x: 0, y: 56, pressure: 267, tip: true },
  });
  assert.deepEqual(decodeDtuReport(bytes('11 90 0a 00 c8 00 c8'), 'framed'), {
    ...{ kind: 'pen', x: 0, y: 0, pressure: 0, tip: false },
  });
  assert.deepEqual(decodeDtuReport(bytes('11 10 00 00 00 00 00'), 'framed'), { kind: 'leave' });
  assert.deepEqual(decodeDtuReport(bytes('15 01'), 'framed'), { kind: 'other' });
  assert.deepEqual(decodeDtuReport(bytes('02 21 34 12 78 56 ff 01'), 'plain'), {
    ...{ kind: 'pen', x: 0x1234, y: 0x5678, pressure: 511, tip: true },
  });
  for (const hex of ['11', '02 21 34 12', '10 90 0a 00 c8 00 c8'])
    for (const layout of ['framed', 'plain'] as const)
      assert.throws(() => decodeDtuReport(bytes(hex), layout), refused);
  const transport = await simulateWacomDtu().connect();
  const stubborn = { ...transport, getFeature: async () => Uint8Array.of(2, 1) };
  await assert.rejects(
    openWacomDtu(stubborn, () => 0),
    refused,
  );
  await assert.rejects(transport.setFeature(Uint8Array.of(2, 2)), { code: 'NOT_CONNECTED' });
});

test('PD1011: bits in their order, pressure that rests at five', async () => {
  assert.deepEqual(decodePd1011Report(bytes('02 80 a9 f0 69 06 ff 07 00 00')), {
    ...{ kind: 'pen', x: 43_392, y: 27_120, pressure: 2042, tip: true },
  });
  assert.deepEqual(decodePd1011Report(bytes('02 00 00 00 00 00 05 00 00 00')), { kind: 'leave' });
  assert.throws(() => decodePd1011Report(bytes('02 00')), refused);
  const simulated = simulatePd1011();
  const transport = await simulated.connect();
  await assert.rejects(transport.setFeature(Uint8Array.of(2, 0, 0, 0, 0)), refused);
});

const openPen = async (change: (transport: HidTransport) => HidTransport, model = hidPenModels[0]) => {
  const simulated = simulateHidPen(model ? { model } : {});
  const pad = await openHidPen(change(await simulated.connect()), () => 0);
  return { simulated, pad };
};

test('any pen: millimetres from a descriptor that is believable; without a size or a descriptor it is refused', async () => {
  const unknown = (transport: HidTransport) => ({ ...transport, info: { ...transport.info, productId: 1 } });
  const { pad } = await openPen(unknown, hidPenModels[1]);
  assert.deepEqual([Math.round(pad.widthMm), Math.round(pad.heightMm), pad.vendor], [256, 144, 'HID']);
  await pad.close();
  await assert.rejects(openPen(unknown), refused);
  await assert.rejects(
    openPen(({ reportDescriptor: _, ...transport }) => transport),
    refused,
  );
});

test('any pen: tilt, and pressure in the air or beyond the range is counted, as of every family', async () => {
  const { simulated, pad } = await openPen((transport) => transport);
  const samples: PadSample[] = [];
  pad.onSample((sample) => samples.push(sample));
  simulated.pen({ x: 0.5, y: 0.5, pressure: 1, tip: true, inRange: true, tilt: { x: -20, y: 30 } });
  simulated.sendRaw(bytes('0a 40 00 80 00 00 05 00 00 00'));
  simulated.sendRaw(bytes('0a 41 ff ff 00 00 05 00 00'));
  assert.deepEqual(samples[0]?.tilt, { x: -20, y: 30 });
  assert.deepEqual([samples[1]?.pressure, samples[1]?.x], [0, 32_767]);
  const { stuckPressure, clamped, reports } = pad.counters;
  assert.deepEqual([stuckPressure, clamped, reports], [1, 2, 3]);
  await pad.close();
});
