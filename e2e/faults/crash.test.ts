/**
 * kill -9 of the station or the server at every step of an act, at random moments, and at those that chance would miss:
 * whatever the patient confirmed is still there, and the server ends with exactly one signature.
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
import { type Scene, sceneOf, scenes, type Toll, tollTable } from './crash-scene.ts';
import { type Gate, type GateMode, startGate } from './gate.ts';

/** When a process dies: within `withinMs` after `comes` has come; the act goes no further than `until`. */
type Moment = {
  name: string;
  until?: ActStep;
  withinMs: number;
  gate: GateMode;
  comes(round: { reached(step: ActStep): Promise<void>; until(state: SessionState): Promise<void> }): Promise<void>;
};

const moments: Moment[] = [
  ...actSteps.map(
    (step): Moment => ({
      name: step,
      // Sealing and signing take the server longer than the other steps take the station.
      withinMs: step === 'signed' ? 400 : 120,
      gate: 'lets pass',
      comes: ({ reached }) => reached(step),
    }),
  ),
  // An act that goes on may have confirmed before the server is dead.
  {
    name: 'nothing is confirmed yet',
    until: 'read',
    withinMs: 50,
    gate: 'lets pass',
    comes: ({ reached }) => reached('read'),
  },
  { name: 'server has answered', withinMs: 0, gate: 'keeps the answer back', comes: () => gate.answered() },
  { name: 'refused', withinMs: 50, gate: 'refuses', comes: ({ until }) => until('refused') },
  { name: 'all is done', withinMs: 50, gate: 'lets pass', comes: ({ until }) => until('signed') },
];
const timesEach = 3;
const rounds = timesEach * moments.length * victims.length;

/** Any failure can be played again: CRASH_SEED=… npm test. A date otherwise, so that every day brings other moments. */
const seed = process.env.CRASH_SEED ?? new Date().toISOString();
const data = mkdtempSync(join(tmpdir(), 'bedsign-crash-'));
const toll: Toll = {};
let bedside: Bedside;
let gate: Gate;

before(async () => {
  bedside = await openBedside(data, async (serverUrl) => {
    gate = await startGate(serverUrl);
    return gate.url;
  });
});
after(async () => {
  await bedside.close();
  gate.close();
  rmSync(data, { recursive: true, force: true });
});

/** The plan of a round: every pair of victim and moment comes up in turn, the delay follows from the seed. */
const plan = (round: number): { victim: Victim; moment: Moment; delayMs: number } => {
  const victim = victims[round % victims.length];
  const moment = moments[Math.floor(round / victims.length) % moments.length];
  assert.ok(victim && moment);
  const draw = createHash('sha256').update(`${seed} ${round}`).digest().readUInt32BE();
  return { victim, moment, delayMs: draw % (moment.withinMs + 1) };
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

/** Performs an act and kills on its way; tells what stood on the disks at that moment, and the steps that were done. */
const performAndKill = async (task: Task, victim: Victim, moment: Moment, delayMs: number) => {
  const { nurse } = bedside;
  const steps = new Map(actSteps.map((step) => [step, Promise.withResolvers<void>()]));
  const begun: ActStep[] = [];
  gate.set(moment.gate);
  const death = moment
    .comes({
      reached: (step) => steps.get(step)?.promise ?? Promise.reject(new Error(step)),
      until: async (state) => void (await nurse.until((view) => view.state === state)),
    })
    .then(async () => {
      await sleep(delayMs);
      await bedside.kill(victim);
      const captureId = nurse.session()?.captureId ?? '';
      const scene = sceneOf(data, captureId);
      const passed = new Set(begun.slice(0, -1));
      gate.open();
      await bedside.revive();
      return { captureId, scene, passed };
    });
  const onStep = (step: ActStep) => {
    begun.push(step);
    steps.get(step)?.resolve();
  };
  const act = { ...bedside, taskId: task.id, role: 'patient', name: task.patient.name, quick: true, onStep } as const;
  await performAct(moment.until ? { ...act, until: moment.until } : act).catch(() => {});
  const never = sleep(60_000, undefined, { ref: false }).then(() => assert.fail(`${moment.name} never came`));
  return Promise.race([death, never]);
};

for (let round = 0; round < rounds; round++) {
  const { victim, moment, delayMs } = plan(round);
  test(`round ${round + 1}: kill -9 ${victim}, ${moment.name} + ${delayMs} ms`, async (t) => {
    if (round === 0) t.diagnostic(`CRASH_SEED=${seed}`);
    const task = await newTask(bedside.api, await onePagePdf(`round ${round}`), `round ${round}`);
    const { captureId, scene, passed } = await performAndKill(task, victim, moment, delayMs);
    count(victim, scene);

    const entry = await queued(captureId);
    if (passed.has('sign')) assert.ok(entry, 'the patient had confirmed, but the journal knows nothing');
    if (passed.has('submit')) assert.notEqual(entry?.state, 'confirmed', 'it was sealed, but the journal has a draft');
    if (scene === 'refused') {
      assert.equal(entry?.state, 'refused');
      await bedside.nurse.call('retry', { captureId });
    }
    if (entry && entry.state !== 'confirmed') await untilSigned(captureId);
    else await finishByHand(task, entry);

    const [after] = (await bedside.api.tasks(task.patient.id)).filter((candidate) => candidate.id === task.id);
    assert.equal(after?.status, 'signed');
    assert.equal(after?.revision, 1, 'exactly one signature');
    await bedside.nurse.call('close', {});
  });
}

const count = (victim: Victim, scene: Scene): void => {
  const counts = toll[victim] ?? {};
  toll[victim] = { ...counts, [scene]: (counts[scene] ?? 0) + 1 };
};

test('each of the two died at least once in every state that a capture can be in', (t) => {
  for (const line of tollTable(toll)) t.diagnostic(line);
  for (const victim of victims)
    for (const scene of scenes) assert.ok((toll[victim]?.[scene] ?? 0) > 0, `${victim} never died with: ${scene}`);
});

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
