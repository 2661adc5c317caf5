/**
 * kill -9 of the station or the server at every step of an act, at random moments: whatever the patient confirmed is
 * still there, and the server ends with exactly one signature.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueEntry, SessionState, Task } from '@bedsign/contract';
import { type Bedside, newTask, openBedside, type Victim, victims } from '../kit/bedside.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';
import { type ActStep, actSteps, performAct } from '../kit/sign-act.ts';

const rounds = 56;
/** Any failure can be played again: CRASH_SEED=… npm test. A date otherwise, so that every day brings other moments. */
const seed = process.env.CRASH_SEED ?? new Date().toISOString();
const data = mkdtempSync(join(tmpdir(), 'bedsign-crash-'));
let bedside: Bedside;

before(async () => {
  bedside = await openBedside(data);
});
after(async () => {
  await bedside.close();
  rmSync(data, { recursive: true, force: true });
});

/** The plan of a round: every pair of victim and step comes up in turn, the moment within the step follows from the seed. */
const plan = (round: number): { victim: Victim; step: ActStep; delayMs: number } => ({
  victim: victims[round % victims.length] ?? 'station',
  step: actSteps[Math.floor(round / victims.length) % actSteps.length] ?? 'open',
  delayMs: createHash('sha256').update(`${seed} ${round}`).digest().readUInt32BE() % 120,
});

const killAndRevive = async (victim: Victim): Promise<void> => {
  await bedside.kill(victim);
  await bedside.revive();
};

const queued = async (captureId: string): Promise<QueueEntry | undefined> =>
  (await bedside.nurse.call('queue', {})).find((entry) => entry.captureId === captureId);

const untilSigned = async (captureId: string): Promise<void> => {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const entry = await queued(captureId);
    if (entry?.state === 'signed') return;
    assert.notEqual(entry?.state, 'refused', JSON.stringify(entry));
    await sleep(200);
  }
  assert.fail('not signed within a minute');
};

for (let round = 0; round < rounds; round++) {
  const { victim, step, delayMs } = plan(round);
  test(`round ${round + 1}: kill -9 ${victim} ${delayMs} ms into ${step}`, async (t) => {
    if (round === 0) t.diagnostic(`CRASH_SEED=${seed}`);
    const task = await newTask(bedside.api, await onePagePdf(`round ${round}`), `round ${round}`);
    const passed = new Set<ActStep>();
    let previous: ActStep | undefined;
    let captureId = '';
    const { nurse } = bedside;
    let murder: Promise<void> | undefined;
    await performAct({
      ...{ ...bedside, taskId: task.id, role: 'patient', name: task.patient.name, quick: true },
      onStep: (current) => {
        if (previous) passed.add(previous);
        previous = current;
        captureId ||= nurse.session()?.captureId ?? '';
        if (current === step) murder = sleep(delayMs).then(() => killAndRevive(victim));
      },
    }).catch(() => {});
    assert.ok(murder, `the act never came to ${step}: nobody was killed`);
    await murder;

    const entry = await queued(captureId);
    if (passed.has('sign')) assert.ok(entry, 'the patient had confirmed, but the journal knows nothing');
    if (passed.has('submit')) assert.notEqual(entry?.state, 'confirmed', 'it was sealed, but the journal has a draft');

    if (entry && entry.state !== 'confirmed') await untilSigned(captureId);
    else await finishByHand(task, entry);

    const [after] = (await bedside.api.tasks(task.patient.id)).filter((candidate) => candidate.id === task.id);
    assert.equal(after?.status, 'signed');
    assert.equal(after?.revision, 1, 'exactly one signature');
    await bedside.nurse.call('close', {});
  });
}

/** The step that a session's state waits for. */
const stepOf: Partial<Record<SessionState, ActStep>> = {
  reading: 'read',
  signing: 'sign',
  fingerprint: 'fingerprint',
  photo: 'photo',
  review: 'submit',
};

/** What the nurse does after a crash before `sealed`: go on where the session or the journal is, else begin again. */
const finishByHand = async (task: Task, entry: QueueEntry | undefined): Promise<void> => {
  let view = bedside.nurse.session();
  if (entry && view?.captureId !== entry.captureId)
    view = await bedside.nurse.call('resume', { captureId: entry.captureId });
  const from = (view && stepOf[view.state]) ?? 'open';
  if (view && from === 'open') await bedside.nurse.call('close', {});
  const finished = await performAct({
    ...bedside,
    taskId: task.id,
    role: 'patient',
    name: task.patient.name,
    quick: true,
    from,
  });
  assert.equal(finished.state, 'signed', JSON.stringify(finished.failure));
};
