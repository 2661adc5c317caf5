import { readFile } from 'node:fs/promises';
import { type InkSample, type ScreenBox, type SessionView, type SignerRole, sampleFlag } from '@bedsign/contract';
import { sampleSignature } from '@bedsign/drivers';
import type { PageClient } from './page-client.ts';

/** Where a patient's page usually shows the writing box on a 1280×800 pad. */
const writingBox: ScreenBox = { x: 0.1, y: 0.25, width: 0.8, height: 0.45 };

/** The steps of one act, in order; `performAct` stops after `until`. */
export const actSteps = ['open', 'read', 'sign', 'fingerprint', 'photo', 'submit', 'signed'] as const;
export type ActStep = (typeof actSteps)[number];

export type Act = {
  nurse: PageClient;
  patient: PageClient;
  taskId: string;
  role: SignerRole;
  name: string;
  /** True: the sample signature's reports are sent at once instead of at a hand's pace. */
  quick?: boolean;
  from?: ActStep;
  until?: ActStep;
  /** Called before each step. */
  onStep?: (step: ActStep) => void;
};

/** The sample signature into the writing box, in as few messages as the station takes. */
const writeAtOnce = async (patient: PageClient, name: string): Promise<void> => {
  const samples = sampleSignature(name).map(
    ({ x, y, pressure, tip, inRange }): InkSample => [
      writingBox.x + x * writingBox.width,
      writingBox.y + y * writingBox.height,
      pressure,
      (tip ? sampleFlag.tip : 0) | (inRange ? sampleFlag.inRange : 0),
    ],
  );
  for (let sent = 0; sent < samples.length; sent += 1000)
    await patient.call('simulatePen', { samples: samples.slice(sent, sent + 1000) });
};

const steps: Record<ActStep, (act: Act) => Promise<unknown>> = {
  open: ({ nurse, taskId, role, name }) => nurse.call('open', { taskId, role, name }),
  read: async ({ patient, nurse }) => {
    await patient.call('document', {});
    const { task } = await nurse.until((view) => view.state === 'reading');
    for (let page = 1; page <= task.pages; page++) await patient.call('turnTo', { page });
  },
  sign: async ({ nurse, patient, name, quick }) => {
    await patient.call('startSigning', {});
    const { fields } = await patient.until((view) => view.state === 'signing');
    for (const { id } of fields) {
      await patient.call('beginField', { fieldId: id, box: writingBox });
      if (quick) await writeAtOnce(patient, name);
      else await nurse.call('simulateSignature', {});
      await patient.call('confirmField', {});
    }
  },
  fingerprint: async ({ nurse }) => {
    await nurse.call('takeFingerprint', {});
    await nurse.call('simulateFinger', { present: true });
    await nurse.until((view) => view.fingerprint.state === 'done');
    await nurse.call('simulateFinger', { present: false });
  },
  photo: async ({ nurse }) => {
    await nurse.until((view) => view.state === 'photo');
    await nurse.call('photo', { jpeg: await readFile(new URL('./portrait.jpg', import.meta.url)) });
  },
  submit: ({ nurse }) => nurse.call('submit', {}),
  signed: ({ nurse }) => nurse.until((view) => ['signed', 'refused'].includes(view.state)),
};

/** One signer's act, or its steps `from`…`until`, through the station's own interface, as the two pages would drive it. */
export const performAct = async (act: Act): Promise<SessionView> => {
  for (const step of actSteps.slice(actSteps.indexOf(act.from ?? 'open'))) {
    act.onStep?.(step);
    await steps[step](act);
    if (step === act.until) break;
  }
  const view = act.nurse.session();
  if (!view) throw new Error('the session ended');
  return view;
};
