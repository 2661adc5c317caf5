import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAuthority } from './testing/demo-authority.ts';
import { startFakeServer } from './testing/fake-server.ts';
import { openPage, type Page } from './testing/page.ts';
import { credential, jpeg, screenBox, stroke } from './testing/station-fixture.ts';

/** Answered steps after which the station is killed within 40 ms, in turn. */
const steps = ['open', 'before confirm', 'confirmed', 'review', 'sealed'] as const;
type Step = (typeof steps)[number];
const rounds = 4 * steps.length;
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

type Running = { process: ChildProcess; nurse: Page; patient: Page };

const start = async (dataFolder: string, server: URL): Promise<Running> => {
  const credentialFile = join(dataFolder, 'credential.json');
  writeFileSync(credentialFile, JSON.stringify(credential));
  const process_ = spawn(
    process.execPath,
    [
      main,
      '--data',
      dataFolder,
      '--server',
      server.href,
      '--port',
      '0',
      '--pages',
      dataFolder,
      '--credential',
      credentialFile,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface(process_.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { nurse: string; patient: string };
  const [nurse, patient] = await Promise.all([openPage(ready.nurse), openPage(ready.patient)]);
  for (const page of [nurse, patient]) await page.call('hello', { token: page.launchToken });
  await nurse.call('login', { username: 'nurse', password: 'right' });
  return { process: process_, nurse, patient };
};

const kill = async ({ process: child }: Running): Promise<void> => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
};

const untilInk = async (page: Page, fieldId: string): Promise<void> => {
  const heard = () =>
    page.frames.some(({ event, data }) => event === 'pen' && (data as { fieldId: string }).fieldId === fieldId);
  while (!heard() && page.socket.readyState === page.socket.OPEN) await delay(2);
};

/** Signs one document as far as it gets before the station dies; tells each step that was answered. */
const sign = async ({ nurse, patient }: Running, reached: (step: Step, captureId: string) => void): Promise<void> => {
  const { captureId } = await nurse.call('open', { taskId: 't1', role: 'patient', name: '王秀兰' });
  reached('open', captureId);
  await nurse.call('startSigning', {});
  for (const fieldId of ['f1', 'f2']) {
    await patient.call('beginField', { fieldId, box: screenBox });
    await patient.call('simulatePen', { samples: stroke });
    await untilInk(patient, fieldId);
    if (fieldId === 'f2') reached('before confirm', captureId);
    await patient.call('confirmField', {});
  }
  reached('confirmed', captureId);
  await nurse.call('refuseFingerprint', { reason: 'PATIENT_DECLINED' });
  await nurse.call('photo', { jpeg });
  reached('review', captureId);
  await nurse.call('submit', {});
  reached('sealed', captureId);
};

/** What a nurse does after the restart: finishes what was confirmed. */
const finish = async ({ nurse }: Running): Promise<void> => {
  for (const { captureId, state } of await nurse.call('queue', {})) {
    if (state !== 'confirmed') continue;
    const { state: at } = await nurse.call('resume', { captureId });
    if (at === 'fingerprint') await nurse.call('refuseFingerprint', { reason: 'PATIENT_DECLINED' });
    if (at !== 'review') await nurse.call('photo', { jpeg });
    await nurse.call('submit', {});
  }
};

test(`kill -9 at ${rounds} moments: what was confirmed is submitted, each capture with exactly one envelope`, async (t) => {
  const server = await startFakeServer(await createAuthority());
  const dataFolder = mkdtempSync(join(tmpdir(), 'bedsign-crash-'));
  let running: Running | undefined;
  t.after(async () => {
    running?.process.kill('SIGKILL');
    await server.stop();
    rmSync(dataFolder, { recursive: true });
  });
  const promised = new Set<string>();
  let interrupted = 0;

  for (let round = 0; round < rounds; round++) {
    running = await start(dataFolder, server.url);
    await finish(running);
    // Some answers get lost on the way, so that the station must send again what the server already has.
    server.state.submitAnswers = round % 3 === 0 ? ['cut after taking'] : [];
    const deadly = steps[round % steps.length];
    const moment = Promise.withResolvers<void>();
    const signing = sign(running, (step, captureId) => {
      if (step === 'confirmed') promised.add(captureId);
      if (step === deadly) moment.resolve();
    });
    const end = signing.then(
      () => 'all',
      (error: { code: string }) => error.code,
    );
    await Promise.race([moment.promise, end]);
    await delay(Math.random() * 40);
    await kill(running);
    const how = await end;
    assert.ok(how === 'all' || how.startsWith('closed'), how);
    if (how !== 'all') interrupted++;
  }
  server.state.submitAnswers = [];
  running = await start(dataFolder, server.url);
  await finish(running);
  const { nurse } = running;
  for (let wait = 0; wait < 100; wait++) {
    if ((await nurse.call('queue', {})).every(({ state }) => state === 'signed')) break;
    await delay(100);
  }
  await kill(running);

  for (const captureId of promised) assert.equal(server.taken.get(captureId)?.size, 1, `${captureId} was confirmed`);
  for (const [captureId, envelopes] of server.taken) assert.equal(envelopes.size, 1, captureId);
  t.diagnostic(`${promised.size} confirmed, ${server.taken.size} submitted, ${interrupted} interrupted on the way`);
  assert.ok(promised.size >= rounds / 2);
});
