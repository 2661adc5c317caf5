/**
 * kill -9 of the station or the server at every step of an act, at random moments: whatever the patient confirmed is
 * still there, and the server ends with exactly one signature.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueEntry } from '@bedsign/contract';
import { type Bedside, newTask, openBedside, type Victim, victims } from '../kit/bedside.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';
import { type ActStep, actSteps, performAct } from '../kit/sign-act.ts';

const rounds = 56;
const data = mkdtempSync(join(tmpdir(), 'bedsign-crash-'));
let bedside: Bedside;

before(async () => {
  bedside = await openBedside(data);
});
after(async () => {
  await bedside.close();
  rmSync(data, { recursive: true, force: true });
});

/** The plan of a round: every pair of victim and step comes up in turn, the moment within the step is random. */
const plan = (round: number): { victim: Victim; step: ActStep; delayMs: number } => ({
  victim: victims[round % victims.length] ?? 'station',
  step: actSteps[Math.floor(round / victims.length) % actSteps.length] ?? 'open',
  delayMs: Math.floor(Math.random() * 120),
});

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
  test(`round ${round + 1}: kill -9 ${victim} ${delayMs} ms into ${step}`, async () => {
    const task = await newTask(bedside.api, await onePagePdf(`round ${round}`), `round ${round}`);
    const act = () => ({ ...bedside, taskId: task.id, role: 'patient' as const, name: task.patient.name });
    const passed = new Set<ActStep>();
    let previous: ActStep | undefined;
    let murder: Promise<void> | undefined;
    await performAct({
      ...act(),
      onStep: (current) => {
        if (previous) passed.add(previous);
        previous = current;
        if (current === step) murder = sleep(delayMs).then(() => bedside.kill(victim));
      },
    }).catch(() => {});
    const captureId = bedside.nurse.session()?.captureId ?? '';
    await murder;
    await bedside.revive();

    const entry = await queued(captureId);
    if (passed.has('sign')) assert.ok(entry, 'the patient had confirmed, but the journal knows nothing');
    if (passed.has('submit')) assert.notEqual(entry?.state, 'confirmed', 'it was sealed, but the journal has a draft');

    if (entry && entry.state !== 'confirmed') await untilSigned(captureId);
    else await finishByHand(task.id, entry);

    const [after] = (await bedside.api.tasks(task.patient.id)).filter((candidate) => candidate.id === task.id);
    assert.equal(after?.status, 'signed');
    assert.equal(after?.revision, 1, 'exactly one signature');
    await bedside.nurse.call('close', {});
  });
}

/** What the nurse does after a crash before `sealed`: go on where the journal has a draft, else begin again. */
const finishByHand = async (taskId: string, entry: QueueEntry | undefined): Promise<void> => {
  const open = bedside.nurse.session();
  if (entry && open?.captureId !== entry.captureId) await bedside.nurse.call('resume', { captureId: entry.captureId });
  else if (!entry && open) await bedside.nurse.call('close', {});
  const { patient } =
    (await bedside.api.tasks((await bedside.api.patients(''))[0]?.id ?? '')).find((t) => t.id === taskId) ?? {};
  const act = { ...bedside, taskId, role: 'patient' as const, name: patient?.name ?? '' };
  const view = await performAct({ ...act, from: entry ? 'fingerprint' : 'open' });
  assert.equal(view.state, 'signed', JSON.stringify(view.failure));
};
