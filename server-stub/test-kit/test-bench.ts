import { randomUUID } from 'node:crypto';
import {
  type EvidenceBundle,
  type Patient,
  type ServerInfo,
  stationTimeHeader,
  type Task,
  type TaskCreated,
} from '@bedsign/contract';
import { fromPem } from '@bedsign/gm';
import { demoHospital } from '../demo/hospital.ts';
import { makeBundle, sealEvidence } from './test-bundle.ts';
import { createChip, enrolled, type TestChip } from './test-chip.ts';
import { type Answer, type Credential, call, logIn, login, stationCredential } from './test-server.ts';

/** A nurse, an integrator, a station with an enrolled chip, and the tasks of the demo: everything a capture needs. */
export type Bench = Awaited<ReturnType<typeof createBench>>;

type Sealing = Partial<{ chip: TestChip; chipCertificate: Uint8Array; recipient: Uint8Array }>;
type Submission = Partial<{ captureId: string; stationTime: number; token: string }>;

export const createBench = async (url: string, data: string) => {
  const station: Credential = stationCredential(data);
  const { token: nurse, staff: operator } = await logIn(url, 'N1001');
  const integrator = await login(url, 'his');
  const chip = createChip(`SIM-${randomUUID().slice(0, 8)}`);
  const chipCertificate = await enrolled(url, station.token, chip);
  const info = (await call(url, 'info')).json as ServerInfo;
  const [recipient] = fromPem(info.evidenceChain);
  if (!recipient) throw new Error('no evidence certificate');

  const task = async (id: string) => (await call(url, 'task', { token: nurse, params: { taskId: id } })).json as Task;

  /** The first demo task with two signers, that waits for both. */
  const openTask = async (): Promise<Task> => {
    for (const { number } of demoHospital.patients) {
      const found = (await call(url, 'patients', { token: nurse, query: { q: number } })).json as Patient[];
      const patientId = found[0]?.id ?? '';
      const tasks = (await call(url, 'tasks', { token: nurse, query: { patientId } })).json as Task[];
      const open = tasks.find(({ signers, revision }) => revision === 0 && signers.length === 2);
      if (open) return open;
    }
    throw new Error('no open task');
  };

  /** A fresh task over the same document, with its own fields and what it allows. */
  const newTask = async (like: Task, allow: Task['allow']): Promise<Task> => {
    const { json } = await call(url, 'createTask', {
      token: integrator,
      json: {
        ...{ title: like.title, patientId: like.patient.id, documentId: like.documentId, allow },
        signers: [{ role: 'patient', name: like.patient.name }],
        fields: [{ label: '患者签名', role: 'patient', placement: { by: 'default' } }],
      },
    });
    return (json as TaskCreated).task;
  };

  const bundle = (of: Task, role = 'patient'): EvidenceBundle =>
    makeBundle(of, of.digest, { role, operator, chip, station: { id: station.id, name: station.name } });
  const seal = (of: EvidenceBundle, other: Sealing = {}): Uint8Array =>
    sealEvidence(of, { chip, chipCertificate, recipient, ...other });
  const submit = (of: { captureId: string }, envelope: Uint8Array, other: Submission = {}): Promise<Answer> =>
    call(url, 'submitCapture', {
      token: other.token ?? station.token,
      params: { captureId: other.captureId ?? of.captureId },
      headers: {
        'content-type': 'application/octet-stream',
        [stationTimeHeader]: String(other.stationTime ?? Date.now()),
      },
      bytes: envelope,
    });

  return {
    ...{ url, station, nurse, integrator, chip, chipCertificate, recipient },
    ...{ task, openTask, newTask, bundle, seal, submit },
  };
};
