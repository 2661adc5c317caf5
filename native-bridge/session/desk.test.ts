import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError, type SessionView } from '@bedsign/contract';
import type { Pad, SecurityChip } from '@bedsign/drivers';
import { patient, pdf, staff, task } from '../testing/fake-server.ts';
import { encodeDraft } from './capture.ts';
import { createDesk, type DeskDeps } from './desk.ts';
import { newCapture } from './new-capture.ts';

const identity = { vendor: 'v', model: 'm', serial: 's', maxX: 1000, maxY: 1000, maxPressure: 100 };
const pad = { ...identity, widthMm: 1, heightMm: 1, clock: 'receipt' } as Pad;
const signer = { role: 'patient', name: patient.name } as const;

/** Where an opening waits for somebody else, in order. */
const waits = ['task', 'document', 'evidence certificate', 'enrolment'] as const;
type Wait = (typeof waits)[number];

/** A desk whose opening stops where the test says, until the test lets it go on. */
const setUp = () => {
  const gates = new Map<Wait, { reached: PromiseWithResolvers<void>; go: PromiseWithResolvers<void> }>();
  const shown: (SessionView | null)[] = [];
  let forgotten = 0;
  const at = async <T>(wait: Wait, value: T): Promise<T> => {
    const gate = gates.get(wait);
    gates.delete(wait);
    gate?.reached.resolve();
    await gate?.go.promise;
    return value;
  };
  const device = <D>(current: D) => ({ current: () => current, capturing: () => undefined });
  const capture = newCapture(task, signer, staff, { ...pad, simulated: true }, 1000);
  const draft = { ...capture, confirmed: 2000, fingerprint: { refused: 'NO_DEVICE' } as const };
  const desk = createDesk({
    devices: { pad: device(pad), reader: device(null), chip: device({} as SecurityChip), simulated: true } as never,
    journal: {
      confirm: () => undefined,
      seal: () => undefined,
      forget: () => ++forgotten > 0,
      draft: () => encodeDraft(draft),
    },
    server: { task: () => at('task', task), documentContent: () => at('document', pdf) },
    trust: { evidenceCertificate: () => at('evidence certificate', { der: new Uint8Array() } as never) },
    staff: { required: () => staff, act: (call) => call('token') },
    enrolment: () => at('enrolment', new Uint8Array()),
    calibration: { mapping: () => undefined, sample: () => false, stop: () => undefined },
    station: { id: 's1', name: '护士站一', software: 'test' },
    nowMicros: () => performance.now() * 1000,
    onSession: (view) => shown.push(view),
    onPen: () => undefined,
    onGlass: () => undefined,
    onJournal: () => undefined,
    onSealed: () => undefined,
  } satisfies DeskDeps);
  const stopAt = (wait: Wait) => {
    const gate = { reached: Promise.withResolvers<void>(), go: Promise.withResolvers<void>() };
    gates.set(wait, gate);
    return gate;
  };
  return { desk, stopAt, shown, forgotten: () => forgotten };
};
type Desk = ReturnType<typeof setUp>['desk'];

const openings: [name: string, begin: (desk: Desk) => Promise<SessionView>, where: readonly Wait[]][] = [
  ['opened', (desk) => desk.open('t1', signer), waits],
  ['resumed', (desk) => desk.resume('c1'), waits.slice(1)],
];
const closed = { code: 'SESSION_STATE', detail: 'closed while it was opening' };

for (const [how, begin, where] of openings)
  for (const wait of where) {
    test(`a session that is ${how} and closed before the ${wait} arrives stays closed`, async () => {
      const { desk, stopAt, shown, forgotten } = setUp();
      const { reached, go } = stopAt(wait);
      const opening = begin(desk);
      await reached.promise;
      desk.close();
      assert.equal(desk.view(), null);
      go.resolve();
      await assert.rejects(opening, closed);
      assert.equal(desk.view(), null);
      assert.equal(shown.at(-1) ?? null, null);
      assert.equal(forgotten(), 0, 'a draft waits for another time');
      assert.equal((await begin(desk)).state, how === 'opened' ? 'reading' : 'photo');
    });

    test(`what is ${how} and closed before the ${wait} arrives, or fails to, leaves the next session alone`, async () => {
      for (const outcome of ['arrives', 'fails']) {
        const { desk, stopAt } = setUp();
        const { reached, go } = stopAt(wait);
        const first = begin(desk);
        await reached.promise;
        desk.close();
        const { captureId } = await desk.open('t1', signer);
        if (outcome === 'arrives') go.resolve();
        else go.reject(new BedSignError('SERVER_UNREACHABLE'));
        await assert.rejects(first, outcome === 'arrives' ? closed : { code: 'SERVER_UNREACHABLE' });
        assert.deepEqual([desk.view()?.captureId, desk.view()?.state], [captureId, 'reading']);
      }
    });

    test(`while one is ${how} and the ${wait} is awaited there is no other; a failure there leaves none`, async () => {
      const { desk, stopAt, shown } = setUp();
      const { reached, go } = stopAt(wait);
      const first = begin(desk);
      await reached.promise;
      for (const [, other] of openings) await assert.rejects(other(desk), { code: 'SESSION_BUSY' });
      go.reject(new BedSignError('SERVER_UNREACHABLE'));
      await assert.rejects(first, { code: 'SERVER_UNREACHABLE' });
      assert.equal(desk.view(), null);
      assert.equal(shown.at(-1) ?? null, null);
      assert.equal((await begin(desk)).state, how === 'opened' ? 'reading' : 'photo');
    });
  }

test('a session that is closed in the same instant as it is opened stays closed', async () => {
  const { desk, shown } = setUp();
  const opening = desk.open('t1', signer);
  desk.close();
  await assert.rejects(opening, closed);
  assert.equal(desk.view(), null);
  assert.equal(shown.at(-1) ?? null, null);
});
