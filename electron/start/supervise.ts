import { asBedSignError, errorLine } from '@bedsign/contract';
import { backOffMs, longEnoughMs } from './back-off.ts';
import type { ManagedProcess } from './managed-process.ts';
import type { StationReady } from './station-ready.ts';

type StationProcess = ManagedProcess<StationReady>;

/** The station, whichever process it is just now. */
export type SupervisedStation = {
  /** What the running one, or the last one, said when it was ready. */
  readonly ready: StationReady;
  /** To the running one; into the wind while there is none. */
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** It ended unasked. */
  onCrash(listener: () => void): void;
  /** It is there again, at the same address. */
  onRevived(listener: () => void): void;
  readonly running: boolean;
  stop(): Promise<void>;
};

/**
 * Starts the station and starts it again whenever it ends unasked, later each time that it ends soon. `start` is given the
 * port of the first life, so that open pages find it again. Only a failure of the first start is thrown.
 */
export const superviseStation = async (
  start: (port?: number) => Promise<StationProcess>,
  log: (line: string) => void,
): Promise<SupervisedStation> => {
  const listeners = { message: [], crash: [], revived: [] } as {
    message: ((message: unknown) => void)[];
    crash: (() => void)[];
    revived: (() => void)[];
  };
  let current: StationProcess | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let starting: Promise<void> | undefined;
  let stopped = false;

  const reviveLater = (): void => {
    const wait = backOffMs(failures++);
    log(`station comes back in ${wait} ms`);
    timer = setTimeout(() => {
      starting = revive();
    }, wait);
  };
  const adopt = (process: StationProcess): StationProcess => {
    const since = performance.now();
    current = process;
    process.onMessage((message) => {
      for (const listener of listeners.message) listener(message);
    });
    void process.ended.then((how) => {
      current = null;
      if (stopped) return;
      log(`ended unasked: ${how}`);
      if (performance.now() - since > longEnoughMs) failures = 0;
      for (const listener of listeners.crash) listener();
      reviveLater();
    });
    return process;
  };
  const first = adopt(await start());
  let ready = first.ready;
  const port = Number(new URL(ready.url).port);
  const revive = async (): Promise<void> => {
    try {
      ready = adopt(await start(port)).ready;
    } catch (thrown) {
      log(errorLine(asBedSignError(thrown)));
      if (!stopped) reviveLater();
      return;
    }
    if (stopped) return;
    log(`station ready again at ${ready.url}`);
    for (const listener of listeners.revived) listener();
  };

  return {
    get ready() {
      return ready;
    },
    get running() {
      return current !== null;
    },
    send: (message) => current?.send(message),
    onMessage: (listener) => void listeners.message.push(listener),
    onCrash: (listener) => void listeners.crash.push(listener),
    onRevived: (listener) => void listeners.revived.push(listener),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await starting;
      await current?.stop();
    },
  };
};
