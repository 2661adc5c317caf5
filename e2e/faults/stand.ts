import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueEntry } from '@bedsign/contract';
import type { ManagedProcess } from '../../electron/start/managed-process.ts';
import type { StationReady } from '../../electron/start/station-ready.ts';
import { connectPage, type PageClient } from '../kit/page-client.ts';
import { demoLogin, folders, startStation } from '../kit/product.ts';

/** One more station of a demo hospital, in a folder of its own, with both its pages. */
export type Stand = {
  /** Its data folder. */
  folder: string;
  nurse: PageClient;
  patient: PageClient;
  logIn(): Promise<void>;
  entry(captureId: string): Promise<QueueEntry | undefined>;
  /** kill -9, then a new process on the same folder; nobody is logged in after it. */
  restart(start?: Start): Promise<void>;
  close(): Promise<void>;
};
type Start = (data: string, serverUrl: string) => Promise<ManagedProcess<StationReady>>;

/** Starts a station of the hospital in `hospital` against `serverUrl` and logs the first demo nurse in. */
export const openStand = async (hospital: string, serverUrl: string, start: Start = startStation): Promise<Stand> => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-stand-'));
  symlinkSync(folders(hospital).server, folders(data).server);
  mkdirSync(folders(data).station, { mode: 0o700 });
  let station = await start(data, serverUrl);
  const { username, password } = await demoLogin(data, 'N1001');
  const pages = async () => ({
    nurse: await connectPage(station.ready.nurse),
    patient: await connectPage(station.ready.patient),
  });

  const stand: Stand = {
    folder: folders(data).station,
    ...(await pages()),
    logIn: async () => void (await stand.nurse.call('login', { username, password })),
    entry: async (captureId) => (await stand.nurse.call('queue', {})).find((each) => each.captureId === captureId),
    async restart(startAgain = startStation) {
      await station.stop(0);
      station = await startAgain(data, serverUrl);
      Object.assign(stand, await pages());
    },
    async close() {
      stand.nurse.close();
      stand.patient.close();
      await station.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
  await stand.logIn();
  return stand;
};
