import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { decodeStatus, type StuStatus } from './feature-codec.ts';
import { reportLength, type StuGeneration, type StuReportName, stuReports, stuState } from './reports.ts';

/** The maker's own host asks so often, and so far apart, before it gives up. */
const polls = 25;
const pollMs = 50;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Feature reports by name, in the lengths that this model declares, and waiting for the pad's states. */
export const createStuLink = (transport: HidTransport, generation: StuGeneration) => {
  const get = (name: StuReportName): Promise<Uint8Array> =>
    transport.getFeature(stuReports[name].id, 1 + reportLength(name, generation));

  const set = (name: StuReportName, ...payload: number[]): Promise<void> => {
    const report = new Uint8Array(1 + reportLength(name, generation));
    report.set([stuReports[name].id, ...payload]);
    return transport.setFeature(report);
  };

  const until = async (wanted: (status: StuStatus) => boolean, what: string): Promise<StuStatus> => {
    for (let poll = 1; ; poll++) {
      const status = decodeStatus(await get('status'));
      if (wanted(status)) return status;
      if (poll === polls) throw new DriverError('TIMEOUT', `pad in state ${status.state}, waiting for ${what}`);
      await pause(pollMs);
    }
  };

  return {
    get,
    set,
    send: (report: Uint8Array): Promise<void> => transport.setFeature(report),
    /** The answer of a report that not every firmware gives out, or undefined. */
    optional: (name: StuReportName): Promise<Uint8Array | undefined> =>
      get(name).catch((error: unknown) => {
        if (error instanceof DriverError && error.code === 'PROTOCOL') return undefined;
        throw error;
      }),
    ready: () => until(({ state }) => state === stuState.ready, 'ready'),
    inState: (wanted: number, what: string) => until(({ state }) => state === wanted, what),
    idle: () => until(({ state }) => state !== stuState.calculation, 'the end of a calculation'),
    /** PROTOCOL when the pad did not take what was sent last. */
    async requireNoError(what: string): Promise<void> {
      const { lastResult, state } = decodeStatus(await get('status'));
      if (lastResult !== 0)
        throw new DriverError('PROTOCOL', `${what}: the pad answered 0x${lastResult.toString(16)} in state ${state}`);
    },
  };
};

export type StuLink = ReturnType<typeof createStuLink>;
