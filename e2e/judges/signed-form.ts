import { routePath, type SignerRole, type Task } from '@bedsign/contract';
import type { Bedside } from '../kit/bedside.ts';
import { performAct } from '../kit/sign-act.ts';
import { pemCertificates } from './tools.ts';

/** The demo's first surgery form, which asks patient, relative and doctor. */
const surgeryTask = async ({ api }: Bedside): Promise<Task> => {
  for (const { id } of await api.patients('')) {
    const task = (await api.tasks(id)).find(({ signers }) => signers.some(({ role }) => role === 'relative'));
    if (task) return task;
  }
  throw new Error('the demo has no form with a relative');
};

/** A form that patient and relative signed one after the other at the bedside: each revision's bytes, and its fields. */
export const signSurgeryForm = async (bedside: Bedside) => {
  const task = await surgeryTask(bedside);
  const acts: { role: SignerRole; name: string }[] = [
    { role: 'patient', name: task.patient.name },
    { role: 'relative', name: '王明辉' },
  ];
  const revisions = [await bedside.api.content(task.documentId, 0)];
  for (const act of acts) {
    const { state, failure } = await performAct({ ...bedside, ...act, taskId: task.id, quick: true });
    if (state !== 'signed') throw new Error(`${act.role}: ${state} ${JSON.stringify(failure)}`);
    await bedside.nurse.call('close', {});
    revisions.push(await bedside.api.content(task.documentId));
  }
  const fields = acts.flatMap(({ role }) => task.fields.filter((field) => field.role === role));
  return { revisions, fields, names: acts.map(({ name }) => name) };
};

/** The root of a PEM chain that the server hands out: its last certificate. */
export const serverRoot = async (url: string, chain: 'sm2Chain' | 'ecdsaChain'): Promise<Uint8Array> => {
  const root = pemCertificates(await (await fetch(new URL(routePath(chain), url))).text()).at(-1);
  if (!root) throw new Error('an empty chain');
  return root;
};
