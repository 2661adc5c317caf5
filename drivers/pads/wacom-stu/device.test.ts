import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stuCrypto } from '../../../native-bridge/devices/stu-crypto.ts';
import type { PadSample } from '../pad.ts';
import { openWacomStu, type StuOptions } from './device.ts';
import { findStuModel, type StuModel, stuModels } from './models.ts';
import { encodeStuPen } from './pen-codec.ts';
import { stuReports, stuState } from './reports.ts';
import { whiteBitmap } from './simulated-screen.ts';
import { type SimulatedStuOptions, simulateStu } from './simulator.ts';

const named = (name: string): StuModel => stuModels.find((model) => model.name === name) ?? assert.fail(name);
const writing = { x: 0.5, y: 0.25, pressure: 0.5, tip: true, inRange: true };

const open = async (
  model: StuModel,
  options: Partial<StuOptions> = {},
  simulation: Partial<SimulatedStuOptions> = {},
) => {
  const simulated = simulateStu({ model, ...simulation });
  let now = 0;
  const pad = await openWacomStu(await simulated.connect(), { nowMicros: () => now, ...options });
  const samples: PadSample[] = [];
  pad.onSample((sample) => samples.push(sample));
  const tick = (micros: number) => {
    now += micros;
  };
  return { simulated, pad, samples, tick };
};

const chequered = (size: { width: number; height: number }) => {
  const picture = whiteBitmap(size);
  const rgba = Uint8Array.from(picture.rgba);
  for (let i = 0; i < size.width * size.height; i += 3) rgba.fill(0, 4 * i, 4 * i + 3);
  return { ...size, rgba };
};
const box = (model: StuModel) => ({ x: 0, y: 0, ...model.screen });

for (const model of stuModels)
  test(`${model.name}: opens, writes, shows a picture, and no other model is taken for it`, async () => {
    assert.deepEqual(
      stuModels.filter((other) => other.vendorId === model.vendorId && other.productId === model.productId),
      [model],
    );
    assert.equal(findStuModel(model), model);
    const { simulated, pad, samples } = await open(model);
    assert.deepEqual([pad.maxX, pad.maxY, pad.maxPressure], [model.maxX, model.maxY, 1023]);
    assert.ok(Math.abs(pad.widthMm - model.maxX / 100) < 0.01);
    assert.equal(pad.simulated, true);
    simulated.pen(writing);
    simulated.pen({ ...writing, inRange: false });
    assert.deepEqual(
      samples.map(({ x, y, pressure, tip, inRange }) => ({ x, y, pressure, tip, inRange })),
      [
        { x: Math.round(model.maxX / 2), y: Math.round(model.maxY / 4), pressure: 512, tip: true, inRange: true },
        { x: Math.round(model.maxX / 2), y: Math.round(model.maxY / 4), pressure: 0, tip: false, inRange: false },
      ],
    );
    const picture = chequered(model.screen);
    await pad.screen?.show(picture, box(model));
    assert.deepEqual(simulated.shown, picture);
    await pad.screen?.clear();
    assert.deepEqual(simulated.shown, whiteBitmap(model.screen));
    await pad.close();
  });

for (const name of ['STU-300', 'STU-520A', 'STU-430', 'STU-540'])
  test(`${name}: encrypted, every sample arrives, and what comes in the clear or of another session is not taken`, async () => {
    const model = named(name);
    const { simulated, pad, samples } = await open(model, { crypto: stuCrypto }, { crypto: stuCrypto });
    assert.equal(simulated.state, stuState.capture);
    const ids: number[] = [];
    simulated.device.onInput((report) => ids.push(report[0] ?? 0));
    const path = Array.from({ length: 40 }, (_, i) => ({ ...writing, x: i / 100 }));
    for (const state of path) simulated.pen(state);
    simulated.pen({ ...writing, x: 0.9, inRange: false });
    const rsa = model.encryption === 'rsa';
    assert.ok(ids.every((id) => id === (rsa ? stuReports.penDataTimeCountSequenceEncrypted.id : 0x10)));
    // The older pads send two at a time: the one that leaves alone stands twice in its block.
    const places = samples.map(({ x }) => x).slice(0, 40);
    assert.deepEqual(
      places,
      path.map(({ x }) => Math.round(x * model.maxX)),
    );
    assert.equal(samples.at(-1)?.inRange, false);
    const before = samples.length;
    simulated.sendRaw(encodeStuPen({ x: 1, y: 1, pressure: 1, tip: true, inRange: true }));
    simulated.sendRaw(Uint8Array.of(rsa ? 0x33 : 0x10, ...new Uint8Array(16).fill(7)));
    assert.equal(samples.length, before);
    assert.deepEqual([pad.counters.ignored, pad.counters.malformed], [1, 1]);
    // A picture needs the ready state: the capture pauses, and goes on.
    const picture = chequered(model.screen);
    await pad.screen?.show(picture, box(model));
    assert.deepEqual(simulated.shown, picture);
    assert.equal(simulated.state, stuState.capture);
    for (const inRange of [true, true, false]) simulated.pen({ ...writing, inRange });
    assert.ok(samples.length > before);
    await pad.close();
    assert.equal(simulated.state, stuState.ready);
  });

test('a pad without encryption is written on in the clear; one whose key cannot be opened is not written on at all', async () => {
  const { simulated, pad, samples } = await open(named('STU-430'), { crypto: stuCrypto });
  simulated.pen(writing);
  assert.equal(samples.length, 1);
  await pad.close();
  const wrong = {
    ...stuCrypto,
    rsaEncrypt: (modulus: Uint8Array, exponent: Uint8Array, message: Uint8Array) =>
      stuCrypto.rsaEncrypt(modulus, exponent, message).fill(1, 0, 9),
  };
  await assert.rejects(open(named('STU-430'), { crypto: stuCrypto }, { crypto: wrong }), { code: 'PROTOCOL' });
});

test('colour pictures go through the bulk endpoint; without one, the picture is black and white', async () => {
  const model = named('STU-540');
  const simulated = simulateStu({ model });
  let sent = 0;
  const bulk = async (bytes: Uint8Array) => {
    sent += bytes.length;
    simulated.device.bulkOut?.(bytes);
  };
  const pad = await openWacomStu(await simulated.connect(), { nowMicros: () => 0, bulk });
  assert.equal(pad.screen?.colour, true);
  const picture = {
    ...model.screen,
    rgba: chequered(model.screen).rgba.map((value, i) => (i % 4 < 3 ? value ^ i : 255)),
  };
  await pad.screen?.show(picture, box(model));
  assert.equal(sent, 1_152_000);
  assert.deepEqual(simulated.shown, picture);
  await pad.close();
  const plain = await open(model);
  assert.equal(plain.pad.screen?.colour, false);
  await plain.pad.close();
});

test('an upload that fails is abandoned: the pad is ready for the next', async () => {
  const model = named('STU-430');
  const simulated = simulateStu({ model });
  const transport = await simulated.connect();
  let blocks = 0;
  const pad = await openWacomStu(
    {
      ...transport,
      async setFeature(report) {
        // The second block reaches the pad with a length that is a lie.
        if (report[0] === 0x26 && ++blocks === 1) report.fill(0xff, 1, 3);
        return transport.setFeature(report);
      },
    },
    { nowMicros: () => 0 },
  );
  await assert.rejects(pad.screen?.show(chequered(model.screen), box(model)) ?? Promise.resolve(), {
    code: 'PROTOCOL',
  });
  assert.equal(simulated.state, stuState.ready);
  await pad.screen?.show(chequered(model.screen), box(model));
  assert.deepEqual(simulated.shown, chequered(model.screen));
  await pad.close();
});

test('a slow screen is waited for; a pad that another program left in the middle of something is set free', async () => {
  const model = named('STU-520A');
  const simulated = simulateStu({ model, busyMs: 600 });
  const transport = await simulated.connect();
  await transport.setFeature(Uint8Array.of(0x25, 0));
  assert.equal(simulated.state, stuState.image);
  const pad = await openWacomStu(transport, { nowMicros: () => 0 });
  await pad.screen?.show(chequered(model.screen), box(model));
  assert.deepEqual(simulated.shown, chequered(model.screen));
  await pad.close();
});

test('a command in the wrong state changes nothing and is named in the status', async () => {
  const simulated = simulateStu({ model: named('STU-530') });
  const transport = await simulated.connect();
  await transport.setFeature(Uint8Array.of(0x16, 0));
  assert.equal((await transport.getFeature(0x03, 5))[2], 2);
  await assert.rejects(transport.setFeature(Uint8Array.of(0x15, 0)), { code: 'PROTOCOL' });
  await assert.rejects(transport.getFeature(0x77, 5), { code: 'PROTOCOL' });
});

test('firmware that hides optional reports is opened by the table', async () => {
  const { pad, simulated, samples } = await open(
    named('STU-430'),
    {},
    { silent: ['information', 'capability', 'uid2', 'penDataOptionMode'] },
  );
  assert.deepEqual([pad.model, pad.maxX, pad.clock], ['STU-430', 9600, 'receipt']);
  simulated.pen(writing);
  assert.equal(samples.length, 1);
  await pad.close();
});

test("the pad's clock goes on through its wraps, also after minutes without a pen", async () => {
  const { simulated, pad, samples, tick } = await open(named('STU-530'));
  assert.equal(pad.clock, 'device');
  const at = (timeCount: number, sequence: number) =>
    simulated.sendRaw(encodeStuPen({ x: 1, y: 1, pressure: 1, tip: true, inRange: true, timeCount, sequence }));
  at(65_530, 1);
  tick(10_000);
  at(4, 2);
  tick(200_000_000);
  at((4 + 200_000) & 0xffff, 3);
  assert.deepEqual(
    samples.map(({ tMicros }) => tMicros - (samples[0]?.tMicros ?? 0)),
    [0, 10_000, 200_010_000],
  );
  await pad.close();
});

test('lost reports are counted by their numbers, and places beyond the pad are clamped', async () => {
  const { simulated, pad, samples } = await open(named('STU-530'));
  const send = (sequence: number, x = 1) =>
    simulated.sendRaw(encodeStuPen({ x, y: 1, pressure: 1, tip: true, inRange: true, timeCount: sequence, sequence }));
  send(0xffff);
  send(0);
  send(3, 60_000);
  simulated.sendRaw(Uint8Array.of(0x34, 1));
  assert.deepEqual(
    [pad.counters.gaps, pad.counters.clamped, pad.counters.malformed, samples.at(-1)?.x],
    [1, 1, 1, 10_800],
  );
  await pad.close();
});

test('unplugged: lost is told, an upload under way ends with it, and a replugged pad opens anew', async () => {
  const model = named('STU-430');
  const { simulated, pad } = await open(model);
  let told = 0;
  pad.onLost(() => told++);
  const showing = pad.screen?.show(chequered(model.screen), box(model)) ?? Promise.resolve();
  setTimeout(() => simulated.unplug(), 1);
  await assert.rejects(showing, { code: 'LOST' });
  assert.equal(told, 1);
  simulated.plug();
  const again = await openWacomStu(await simulated.connect(), { nowMicros: () => 0 });
  await again.close();
});

test('another device is refused, and its transport closed', async () => {
  const simulated = simulateStu({ model: { ...named('STU-430'), productId: 0x00a9 } });
  await assert.rejects(openWacomStu(await simulated.connect(), { nowMicros: () => 0 }), { code: 'PROTOCOL' });
});
