import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { EventData, EventName, InkSample, SessionState, SessionView } from '@bedsign/contract';
import { createStation, type StationOptions } from '../station.ts';
import { type Authority, createAuthority } from './demo-authority.ts';
import { startFakeServer } from './fake-server.ts';

export const screenBox = { x: 0.25, y: 0.4, width: 0.5, height: 0.3 };
/** A line across the box, quicker written than a signature. */
export const stroke: InkSample[] = [
  ...Array.from({ length: 30 }, (_, index): InkSample => [0.3 + index / 100, 0.5, 0.5, 3]),
  [0.6, 0.5, 0, 2],
];
/** The smallest thing that passes for a photo. */
export const jpeg = new Uint8Array(1000).fill(0x11);
jpeg.set([0xff, 0xd8, 0xff, 0xe0]);
jpeg.set([0xff, 0xd9], jpeg.length - 2);

export const credential = { id: 's1', name: '护士站一', token: 'station-token' };

/** A station against a fake server, with both kinds of caller, in folders of its own. */
export const startFixture = async (
  t: Pick<TestContext, 'after'>,
  options: Partial<StationOptions> = {},
  authority?: Authority,
) => {
  const server = await startFakeServer(authority ?? (await createAuthority()));
  const dataFolder = mkdtempSync(join(tmpdir(), 'bedsign-station-'));
  const start = () => createStation({ dataFolder, server: server.url, port: 0, credential, ...options });
  let station = await start();
  t.after(async () => {
    await station.close();
    await server.stop();
    rmSync(dataFolder, { recursive: true });
  });

  const seen: { event: EventName; data: unknown }[] = [];
  const waiters = new Set<() => void>();
  const connect = () => {
    station.inProcess('nurse').listen((event, data) => {
      seen.push({ event, data });
      for (const wake of waiters) wake();
    });
  };
  connect();

  const fixture = {
    server,
    seen,
    dataFolder,
    get station() {
      return station;
    },
    nurse: () => station.inProcess('nurse'),
    patient: () => station.inProcess('patient'),
    async restart() {
      await station.close();
      station = await start();
      connect();
    },
    /** Waits until the latest event of this name satisfies `holds`. */
    until<E extends EventName>(
      event: E,
      holds: (data: EventData<E>) => boolean,
      timeoutMs = 10_000,
    ): Promise<EventData<E>> {
      return new Promise((resolve, reject) => {
        const look = () => {
          const latest = seen.findLast((candidate) => candidate.event === event);
          if (!latest || !holds(latest.data as EventData<E>)) return;
          waiters.delete(look);
          clearTimeout(timer);
          resolve(latest.data as EventData<E>);
        };
        const timer = setTimeout(() => {
          waiters.delete(look);
          reject(new Error(`no such ${event} event`));
        }, timeoutMs);
        waiters.add(look);
        look();
      });
    },
    untilState: (state: SessionState): Promise<SessionView | null> =>
      fixture.until('session', (view) => view?.state === state),
    login: () => fixture.nurse().call('login', { username: 'nurse', password: 'right' }),
    open: () => fixture.nurse().call('open', { taskId: 't1', role: 'patient', name: '王秀兰' }),
    async write(fieldId: string) {
      await fixture.patient().call('beginField', { fieldId, box: screenBox });
      await fixture.patient().call('simulatePen', { samples: stroke });
      await fixture.until('pen', (batch) => batch.fieldId === fieldId);
    },
    async sign() {
      await fixture.nurse().call('startSigning', {});
      for (const fieldId of ['f1', 'f2']) {
        await fixture.write(fieldId);
        await fixture.patient().call('confirmField', {});
      }
    },
    async finger() {
      await fixture.nurse().call('takeFingerprint', {});
      await fixture.nurse().call('simulateFinger', { present: true });
      await fixture.untilState('photo');
      await fixture.nurse().call('simulateFinger', { present: false });
    },
    /** From login to review. */
    async toReview() {
      await fixture.login();
      await fixture.open();
      await fixture.sign();
      await fixture.finger();
      await fixture.nurse().call('photo', { jpeg });
    },
  };
  return fixture;
};
