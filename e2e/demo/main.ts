/**
 * `npm run demo`: one signing act without windows. The server answers over HTTP, the station runs its session, the
 * simulated devices speak through the transport interface; nothing is short-cut.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asBedSignError, BedSignError, errorLine, type Task } from '@bedsign/contract';
import { connectPage } from '../kit/page-client.ts';
import { demoLogin, startServer, startStation } from '../kit/product.ts';
import { connectServer, type ServerClient } from '../kit/server-client.ts';
import { performAct } from '../kit/sign-act.ts';
import { type DemoOptions, readOptions, usage } from './options.ts';
import { stopwatch } from './stopwatch.ts';

/** A task for the first demo patient: the given PDF, or the first demo form that waits for the patient. */
const prepareTask = async (server: ServerClient, { pdf, placement }: DemoOptions) => {
  const patients = await server.patients('');
  if (!pdf) {
    for (const patient of patients) {
      const task = (await server.tasks(patient.id)).find((candidate) => waitsForPatient(candidate));
      if (task) return { task, fellBack: false };
    }
    throw new BedSignError('NOT_FOUND', 'no demo form waits for a patient any more: name a --pdf, or another --data');
  }
  const [patient] = patients;
  if (!patient) throw new BedSignError('NOT_FOUND', 'no patients');
  const { id } = await server.upload(pdf.bytes, pdf.name);
  const { task, fallbackFields } = await server.createTask({
    title: '演示文档',
    patientId: patient.id,
    documentId: id,
    signers: [{ role: 'patient', name: patient.name }],
    fields: [{ label: '患者签名', role: 'patient', placement }],
    allow: { noFingerprint: false, noPhoto: false },
    fallback: true,
  });
  return { task, fellBack: fallbackFields.length > 0 };
};

const waitsForPatient = (task: Task): boolean =>
  task.status === 'open' && task.signers.some((signer) => signer.role === 'patient' && signer.signedAt === null);

const run = async (): Promise<boolean> => {
  const options = readOptions(process.argv.slice(2));
  const watch = stopwatch((line) => console.log(line));
  const cleanUps: (() => unknown)[] = [];
  try {
    watch.step('启动服务器 server');
    const server = await startServer(options.data);
    cleanUps.push(() => server.stop());
    watch.step('启动工作站 station, simulated devices');
    const station = await startStation(options.data, server.ready.url);
    cleanUps.push(() => station.stop());

    watch.step('建立任务 upload, task');
    const integrator = await connectAs(options.data, server.ready.url, 'his');
    const { task, fellBack } = await prepareTask(integrator, options);
    const field = task.fields.find((candidate) => candidate.role === 'patient');
    if (fellBack)
      console.log(`  文档中没有关键字，签在最后一页右下角 no keyword hit: signing bottom right on page ${field?.page}`);

    watch.step('登录 log in');
    const nurse = await connectPage(station.ready.nurse);
    const patient = await connectPage(station.ready.patient);
    cleanUps.push(nurse.close, patient.close);
    const { username, password } = nurseLogin(options.data);
    await nurse.call('login', { username, password });
    const view = await performAct({
      ...{ nurse, patient, taskId: task.id, role: 'patient', name: task.patient.name },
      onStep: watch.step,
    });
    if (!view.result) throw new BedSignError('SERVER_FAULT', `${view.failure?.code} ${view.failure?.detail ?? ''}`);

    watch.step('取回并验证 fetch, verify');
    const report = await nurse.call('verification', { documentId: task.documentId });
    const signed = await nurse.call('signedDocument', { documentId: task.documentId });
    writeFileSync(join(options.out, 'signed.pdf'), signed);
    const administrator = await connectAs(options.data, server.ready.url, 'admin');
    writeFileSync(join(options.out, 'evidence.bin'), await administrator.evidence(view.captureId));
    const times = watch.finish();
    const act = { captureId: view.captureId, ...view.result, field, fellBack };
    writeFileSync(
      join(options.out, 'report.json'),
      `${JSON.stringify({ act, steps: times, verification: report }, null, 2)}\n`,
    );
    console.log(
      `  ${report.ok ? '验证通过 verified' : '验证未通过 NOT verified'}  ${options.out}/{signed.pdf,evidence.bin,report.json}`,
    );
    return report.ok;
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
};

const connectAs = async (data: string, url: string, account: string): Promise<ServerClient> => {
  const { username, password } = await demoLogin(data, account);
  return connectServer(url, username, password);
};

const nurseLogin = (data: string) => {
  const logins = JSON.parse(readFileSync(join(data, 'server', 'demo-logins.json'), 'utf8')) as {
    username: string;
    password: string;
  }[];
  const nurse = logins.find(({ username }) => /^N/.test(username));
  if (!nurse) throw new BedSignError('NOT_FOUND', 'no demo nurse');
  return nurse;
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (thrown) {
  const error = asBedSignError(thrown);
  console.error(errorLine(error));
  if (error.code === 'CONFIG_INVALID') console.error(usage);
  process.exitCode = 1;
}
