import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Glass, GlassBox, SessionView } from '@bedsign/contract';
import { openWacomStu, type Pad, type SecurityChip, sampleSignature, simulateStu, stuModels } from '@bedsign/drivers';
import { patient, pdf, staff, task } from '../testing/fake-server.ts';
import { createDesk, type DeskDeps } from './desk.ts';

const signer = { role: 'patient', name: patient.name } as const;
const model = stuModels.find(({ name }) => name === 'STU-430') ?? assert.fail();

/** A desk whose pad is an STU, and a page that draws what it is asked for: grey of the request's number. */
const setUp = async () => {
  const simulated = simulateStu({ model });
  const nowMicros = () => performance.now() * 1000;
  const open = async () => {
    const opened = await openWacomStu(await simulated.connect(), { nowMicros });
    opened.onSample((sample) => desk.sample(sample, opened));
    return opened;
  };
  let pad: Pad | null = null;
  let view: SessionView | null = null;
  const asked: (Glass | null)[] = [];
  const desk = createDesk({
    devices: {
      pad: { current: () => pad, capturing: () => undefined },
      reader: { current: () => null, capturing: () => undefined },
      chip: { current: () => ({}) as SecurityChip, capturing: () => undefined },
      simulated: true,
    } as never,
    journal: { confirm: () => undefined, seal: () => undefined, forget: () => false, draft: () => new Uint8Array() },
    server: { task: async () => task, documentContent: async () => pdf },
    trust: { evidenceCertificate: async () => ({ der: new Uint8Array() }) as never },
    staff: { required: () => staff, act: (call) => call('token') },
    enrolment: async () => new Uint8Array(),
    calibration: { mapping: () => undefined, sample: () => false, stop: () => undefined },
    station: { id: 's1', name: '护士站一', software: 'test' },
    nowMicros,
    onSession(next) {
      view = next;
    },
    onPen: () => undefined,
    onGlass: (glass) => void asked.push(glass),
    onJournal: () => undefined,
    onSealed: () => undefined,
  } satisfies DeskDeps);
  pad = await open();
  await desk.open(task.id, signer);
  desk.required().startSigning();

  const glass = (): Glass => desk.glass.current() ?? assert.fail('no glass');
  const paint = async () => {
    const { request, width, height } = glass();
    await desk.glass.show(request, new Uint8Array(width * height).fill(request % 2 ? 255 : 0));
  };
  const pen = (x: number, y: number, tip: boolean, inRange = true) =>
    simulated.pen({ x: x / model.screen.width, y: y / model.screen.height, pressure: tip ? 0.5 : 0, tip, inRange });
  const press = ({ x, y, width, height }: GlassBox) => {
    for (const tip of [false, true, true, false]) pen(x + width / 2, y + height / 2, tip);
    pen(x + width / 2, y + height / 2, false, false);
  };
  const write = () => {
    const { field } = glass().boxes;
    for (const { x, y, tip, inRange } of sampleSignature('王芳'))
      pen(field.x + field.width * (0.1 + 0.8 * x), field.y + field.height * (0.1 + 0.8 * y), tip, inRange);
  };
  const ink = (index: number) => desk.required().view().fields[index]?.ink.length ?? 0;
  const replug = async () => {
    simulated.unplug();
    pad = null;
    desk.devicesChanged();
    simulated.plug();
    pad = await open();
    desk.devicesChanged();
  };
  return {
    simulated,
    desk,
    glass,
    paint,
    press,
    write,
    ink,
    asked,
    replug,
    view: () => view,
    close: () => pad?.close(),
  };
};

test('signed on the glass alone: each field is drawn, written and confirmed with the pen, then the glass is white', async () => {
  const { simulated, desk, glass, paint, press, write, view, close } = await setUp();
  for (const [i, field] of task.fields.entries()) {
    assert.deepEqual([glass().fieldId, glass().number, glass().fields], [field.id, i + 1, task.fields.length]);
    await paint();
    // Half a screen of black or white: the request's own picture.
    assert.equal(simulated.shown.rgba[0], glass().request % 2 ? 255 : 0);
    write();
    assert.equal(view()?.fields[i]?.state, 'active');
    press(glass().boxes.confirm);
  }
  assert.equal(view()?.state, 'fingerprint');
  assert.ok(view()?.fields.every(({ state, ink }) => state === 'done' && ink.length > 50));
  assert.equal(desk.glass.current(), null);
  await close();
});

test('clear erases the field and asks for a new picture; start over begins with the first field', async () => {
  const { glass, paint, press, write, ink, view, close } = await setUp();
  await paint();
  write();
  const first = glass().request;
  press(glass().boxes.clear);
  assert.deepEqual([ink(0), glass().request > first], [0, true]);
  // Until the new picture stands there, buttons that are not there press nothing.
  press(glass().boxes.confirm);
  assert.equal(view()?.fields[0]?.state, 'active');
  await paint();
  write();
  press(glass().boxes.confirm);
  await paint();
  assert.equal(glass().number, 2);
  write();
  press(glass().boxes.again);
  assert.deepEqual([glass().number, ink(0), ink(1)], [1, 0, 0]);
  assert.ok(view()?.fields.every(({ state }) => state === 'todo'));
  await close();
});

test('confirmed without a signature: the page says so on the glass, and the field stays', async () => {
  const { glass, paint, press, view, close } = await setUp();
  await paint();
  press(glass().boxes.confirm);
  assert.deepEqual([glass().failure?.code, glass().number], ['NO_STROKES', 1]);
  assert.equal(view()?.state, 'signing');
  await paint();
  await close();
});

test('a pad that comes back shows nothing: what was written in this field goes, and the page is asked for again', async () => {
  const { glass, paint, write, ink, replug, view, press, close } = await setUp();
  await paint();
  write();
  assert.ok(ink(0) > 50);
  const before = glass().request;
  await replug();
  assert.ok(glass().request > before);
  assert.equal(ink(0), 0);
  await paint();
  write();
  press(glass().boxes.confirm);
  assert.equal(view()?.fields[0]?.state, 'done');
  await close();
});

test('a picture that is late, of the wrong size, or for a pad that is gone', async () => {
  const { desk, glass, simulated, close } = await setUp();
  const { request, width, height } = glass();
  await desk.glass.show(request - 1, new Uint8Array(1));
  await assert.rejects(desk.glass.show(request, new Uint8Array(width * height - 1)), { code: 'INVALID_REQUEST' });
  simulated.unplug();
  await assert.rejects(desk.glass.show(request, new Uint8Array(width * height)), { code: 'PAD_LOST' });
  desk.close();
  assert.equal(desk.glass.current(), null);
  await close();
});
