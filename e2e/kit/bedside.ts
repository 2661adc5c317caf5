import type { Task } from '@bedsign/contract';
import type { ManagedProcess } from '../../electron/start/managed-process.ts';
import type { StationReady } from '../../electron/start/station-ready.ts';
import { connectPage, type PageClient } from './page-client.ts';
import { demoLogin, type ServerReady, startServer, startStation } from './product.ts';
import { connectServer, type ServerClient } from './server-client.ts';

/** A running product with both pages connected and a nurse logged in; each part can be killed and brought back. */
export type Bedside = {
  data: string;
  server: ManagedProcess<ServerReady>;
  station: ManagedProcess<StationReady>;
  nurse: PageClient;
  patient: PageClient;
  api: ServerClient;
  /** kill -9 of one process, without bringing it back. */
  kill(victim: Victim): Promise<void>;
  /** Starts what is not running, and connects the pages anew where the station was restarted. */
  revive(): Promise<void>;
  close(): Promise<void>;
};
export const victims = ['station', 'server'] as const;
export type Victim = (typeof victims)[number];

/**
 * Starts server and station on `data` and logs the first demo nurse in. `between`: puts something between the two and
 * returns the address by which the station reaches the server.
 */
export const openBedside = async (
  data: string,
  between: (serverUrl: string) => Promise<string> = async (serverUrl) => serverUrl,
): Promise<Bedside> => {
  const server = await startServer(data);
  const port = Number(new URL(server.ready.url).port);
  const reachedAt = await between(server.ready.url);
  const station = await startStation(data, reachedAt);
  const integrator = await demoLogin(data, 'his');
  const dead = new Set<Victim>();

  const connect = async (url: StationReady) => {
    const nurse = await connectPage(url.nurse);
    const { username, password } = await demoLogin(data, 'N1001');
    await nurse.call('login', { username, password });
    return { nurse, patient: await connectPage(url.patient) };
  };

  const bedside: Bedside = {
    data,
    server,
    station,
    ...(await connect(station.ready)),
    api: await connectServer(server.ready.url, integrator.username, integrator.password),
    async kill(victim) {
      dead.add(victim);
      await bedside[victim].stop(0);
    },
    async revive() {
      if (dead.delete('server')) bedside.server = await startServer(data, port);
      if (!dead.delete('station')) return;
      bedside.station = await startStation(data, reachedAt);
      Object.assign(bedside, await connect(bedside.station.ready));
    },
    async close() {
      bedside.nurse.close();
      bedside.patient.close();
      await bedside.station.stop();
      await bedside.server.stop();
    },
  };
  return bedside;
};

/** A new task for the first demo patient on `pdf`, signed by the patient at the default place unless told otherwise. */
export const newTask = async (api: ServerClient, pdf: Uint8Array, title: string): Promise<Task> => {
  const [patient] = await api.patients('');
  if (!patient) throw new Error('the demo hospital has no patients');
  const { id } = await api.upload(pdf, title);
  const { task } = await api.createTask({
    title,
    patientId: patient.id,
    documentId: id,
    signers: [{ role: 'patient', name: patient.name }],
    fields: [{ label: '患者签名', role: 'patient', placement: { by: 'default' } }],
    allow: { noFingerprint: true, noPhoto: true },
  });
  return task;
};
