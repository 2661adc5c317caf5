import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError, type SessionState, sessionStates } from '@bedsign/contract';
import type { Pad } from '@bedsign/drivers';
import { patient, staff, task } from '../testing/fake-server.ts';
import { jpeg, screenBox } from '../testing/station-fixture.ts';
import { newCapture } from './new-capture.ts';
import { createSession, type Session } from './session.ts';
import { createSessionClock } from './session-clock.ts';
import { type Step, steps } from './steps.ts';

const pad = {
  vendor: 'v',
  model: 'm',
  serial: 's',
  maxX: 1000,
  maxY: 1000,
  maxPressure: 100,
  widthMm: 1,
  heightMm: 1,
  clock: 'receipt',
} as Pad;
const identity = { ...pad, simulated: true };

/** A session in `state` whose journal and chip are in the test's hands. */
const startSession = (state: SessionState) => {
  const journal = { failure: null as string | null, drafts: 0, sealed: 0, forgotten: 0 };
  const write = (name: 'drafts' | 'sealed' | 'forgotten') => {
    if (journal.failure) throw new BedSignError('DISK_FULL', journal.failure);
    journal[name]++;
  };
  const sealing = { begun: Promise.withResolvers<void>(), go: Promise.resolve() };
  const device = <D>(current: D) => ({ current: () => current, capturing: () => undefined }) as never;
  const session = createSession(
    newCapture(task, { role: 'patient', name: patient.name }, staff, identity, 1000),
    state,
    {
      devices: { pad: device(pad), reader: device(null), chip: device({}) },
      journal: {
        confirm: () => write('drafts'),
        seal: () => write('sealed'),
        forget() {
          write('forgotten');
          return true;
        },
      },
      clock: createSessionClock(() => performance.now() * 1000),
      async seal() {
        sealing.begun.resolve();
        await sealing.go;
        return new Uint8Array();
      },
      onChange: () => undefined,
      onSealed: () => undefined,
    },
  );
  return { session, journal, sealing };
};

const act: Record<Step, (session: Session) => unknown> = {
  turnTo: (session) => session.turnTo(1),
  startSigning: (session) => session.startSigning(),
  backToReading: (session) => session.backToReading(),
  beginField: (session) => session.beginField('f1', screenBox),
  clearField: (session) => session.clearField(),
  confirmField: (session) => session.confirmField(),
  takeFingerprint: (session) => session.takeFingerprint(),
  refuseFingerprint: (session) => session.refuseFingerprint('NO_DEVICE'),
  photo: (session) => session.photo(jpeg),
  refusePhoto: (session) => session.refusePhoto('NO_DEVICE'),
  retakePhoto: (session) => session.retakePhoto(),
  submit: (session) => session.submit(),
};

/** Where each allowed step leads; the two of signing that need a field first say so by name. */
const leadsTo: Record<Step, Partial<Record<SessionState, SessionState>>> = {
  turnTo: { reading: 'reading', signing: 'signing' },
  startSigning: { reading: 'signing' },
  backToReading: { signing: 'reading' },
  beginField: { signing: 'signing' },
  clearField: {},
  confirmField: {},
  takeFingerprint: { fingerprint: 'fingerprint', photo: 'fingerprint', review: 'fingerprint' },
  refuseFingerprint: { fingerprint: 'photo' },
  photo: { photo: 'review' },
  refusePhoto: { photo: 'review' },
  retakePhoto: { review: 'photo' },
  submit: { review: 'sealed' },
};

test('every step in every state: it leads where the table says, or is SESSION_STATE and changes nothing', async () => {
  for (const step of Object.keys(steps) as Step[]) {
    for (const state of sessionStates) {
      const { session, journal } = startSession(state);
      const next = leadsTo[step][state];
      const run = async () => act[step](session);
      if (next) await run();
      else await assert.rejects(run(), { code: 'SESSION_STATE' }, `${step} in ${state}`);
      assert.equal(session.state(), next ?? state, `${step} in ${state}`);
      if (!next) assert.deepEqual([journal.drafts, journal.sealed], [0, 0]);
    }
  }
});

const write = (session: Session, fieldId: string): void => {
  session.beginField(fieldId, screenBox);
  const at = (x: number, tip: boolean) =>
    session.sample({ x, y: 500, pressure: tip ? 50 : 0, tip, inRange: true, tMicros: performance.now() * 1000 }, pad);
  for (const x of [300, 400, 500]) at(x, true);
  at(500, false);
};

test('only the last field’s confirmation writes the draft; on a full disk it is refused by name and nothing is lost', () => {
  const { session, journal } = startSession('signing');
  write(session, 'f1');
  session.confirmField();
  assert.equal(journal.drafts, 0);
  write(session, 'f2');
  journal.failure = 'no space';
  assert.throws(() => session.confirmField(), { code: 'DISK_FULL' });
  const stuck = session.view();
  assert.deepEqual(
    [stuck.state, stuck.failure?.code, stuck.fields[1]?.state, stuck.fields[1]?.ink.length],
    ['signing', 'DISK_FULL', 'active', 4],
  );
  journal.failure = null;
  session.confirmField();
  const view = session.view();
  assert.deepEqual([view.state, view.failure, journal.drafts], ['fingerprint', null, 1]);
  journal.failure = 'no space';
  assert.throws(() => session.refuseFingerprint('NO_DEVICE'), { code: 'DISK_FULL' });
  assert.deepEqual([session.state(), session.view().fingerprint.state], ['fingerprint', 'todo']);
});

test('closing a session that is still opening keeps the draft it takes up; later it is forgotten', () => {
  for (const [state, forgotten] of [
    ['opening', 0],
    ['fingerprint', 1],
  ] as const) {
    const { session, journal } = startSession(state);
    session.cancel();
    assert.deepEqual([session.state(), journal.forgotten], ['cancelled', forgotten]);
  }
});

test('a box too small to write in is refused', () => {
  const { session } = startSession('signing');
  for (const tiny of [{ width: 0 }, { height: 0 }, { width: 0.001 }])
    assert.throws(() => session.beginField('f1', { ...screenBox, ...tiny }), { code: 'INVALID_REQUEST' });
});

test('a field that is begun again at the same place keeps its ink; elsewhere, or cleared, it is empty', () => {
  const { session } = startSession('signing');
  write(session, 'f1');
  session.beginField('f1', screenBox);
  assert.equal(session.view().fields[0]?.ink.length, 4);
  session.beginField('f1', { ...screenBox, y: 0.41 });
  assert.equal(session.view().fields[0]?.ink.length, 0);
  write(session, 'f1');
  session.clearField();
  assert.equal(session.view().fields[0]?.ink.length, 0);
  write(session, 'f1');
  session.confirmField();
  session.backToReading();
  assert.equal(session.view().fields[0]?.state, 'done', 'going back to reading keeps what is done');
});

test('evidence that the task insists on cannot be refused', () => {
  const { session } = startSession('fingerprint');
  task.allow.noFingerprint = false;
  try {
    assert.throws(() => session.refuseFingerprint('PATIENT_DECLINED'), { code: 'FINGERPRINT_REQUIRED' });
  } finally {
    task.allow.noFingerprint = true;
  }
});

test('cancelling while the chip signs seals nothing; a second submit meanwhile is refused', async () => {
  const { session, journal, sealing } = startSession('review');
  const chip = Promise.withResolvers<void>();
  sealing.go = chip.promise;
  const submitting = session.submit();
  await sealing.begun.promise;
  await assert.rejects(session.submit(), { code: 'SESSION_STATE' });
  session.cancel();
  chip.resolve();
  await assert.rejects(submitting, { code: 'SESSION_STATE' });
  assert.deepEqual([journal.sealed, journal.forgotten, session.state()], [0, 1, 'cancelled']);
});
