import { fork } from 'node:child_process';
import { createJobQueue, createLatch, DriverError, type PinState, type SecurityChip } from '@bedsign/drivers';
import type { SkfAnswer, SkfRequest, SkfResults } from './messages.ts';
import type { SkfProfile } from './profile.ts';

/** A library that has not come back after this is stuck; its process is ended. */
const callTimeoutMs = 15_000;
/** How often the library is asked whether the token is still plugged in. */
const presenceMs = 1000;

type Body<R> = R extends unknown ? Omit<R, 'id'> : never;

/** One process with one library in it. Any end of it fails what is under way with LOST. */
const startProcess = () => {
  const child = fork(new URL('./process.ts', import.meta.url), { serialization: 'advanced', stdio: 'ignore' });
  const ended = createLatch();
  const inTurn = createJobQueue();
  let id = 0;
  child.on('exit', () => ended.set());
  child.on('error', () => ended.set());

  const exchange = (body: Body<SkfRequest>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const mine = ++id;
      const done = (act: () => void) => {
        clearTimeout(timer);
        child.off('message', receive);
        stop();
        act();
      };
      const receive = (answer: SkfAnswer) => {
        if (answer.id !== mine) return;
        done(() =>
          'error' in answer ? reject(new DriverError(answer.error.code, answer.error.detail)) : resolve(answer.result),
        );
      };
      const stop = ended.on(() => done(() => reject(new DriverError('LOST', "the chip's library has ended"))));
      const timer = setTimeout(() => {
        done(() => reject(new DriverError('TIMEOUT', `the chip's library is stuck in ${body.what}`)));
        child.kill('SIGKILL');
      }, callTimeoutMs);
      child.on('message', receive);
      if (!ended.done) child.send({ id: mine, ...body }, () => undefined);
    });

  return {
    pid: child.pid,
    onEnded: ended.on,
    call: <W extends SkfRequest['what']>(body: Extract<Body<SkfRequest>, { what: W }>): Promise<SkfResults[W]> =>
      inTurn(() => exchange(body)) as Promise<SkfResults[W]>,
    end(): void {
      child.kill();
    },
  };
};

type SkfProcess = ReturnType<typeof startProcess>;
export type SkfChip = SecurityChip & { processId: number | undefined };

/** The chip that has been opened in this process, which ends with it. */
const openIn = async (library: SkfProcess, profile: SkfProfile): Promise<SkfChip> => {
  const lost = createLatch();
  let closed = false;
  const identity = await library.call({ what: 'open', profile }).catch((error: unknown) => {
    library.end();
    throw error;
  });
  let pin: PinState = identity.pin;

  const whenLost = () => {
    clearInterval(watch);
    pin = { state: 'unverified', triesLeft: null };
    if (!closed) lost.set();
    library.end();
  };
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    if (closed) throw new DriverError('NOT_CONNECTED');
    if (lost.done) throw new DriverError('LOST', 'the token was pulled out');
    try {
      return await call();
    } catch (thrown) {
      if (thrown instanceof DriverError && (thrown.code === 'LOST' || thrown.code === 'TIMEOUT')) whenLost();
      throw thrown;
    }
  };
  library.onEnded(whenLost);
  const look = async () => {
    if (!(await guarded(() => library.call({ what: 'isPresent' })))) whenLost();
  };
  const watch = setInterval(() => void look().catch(() => undefined), presenceMs);

  const { model, serial, publicKey, certificate } = identity;
  return {
    processId: library.pid,
    ...{ model, serial, publicKey, certificate },
    simulated: false,
    get pin() {
      return pin;
    },
    verifyPin: (entered) =>
      guarded(async () => {
        try {
          pin = await library.call({ what: 'verifyPin', pin: entered });
        } catch (thrown) {
          if (thrown instanceof DriverError && thrown.code === 'PIN_LOCKED') pin = { state: 'locked', triesLeft: 0 };
          if (thrown instanceof DriverError && thrown.code === 'PIN_WRONG')
            pin = { state: 'wrong', triesLeft: Number.parseInt(thrown.detail ?? '', 10) || null };
          throw thrown;
        }
      }),
    signDigest: (e) =>
      guarded(async () => {
        if (e.length !== 32) throw new DriverError('CHIP', `a digest of ${e.length} bytes`);
        return library.call({ what: 'sign', e });
      }),
    random: (length) => guarded(() => library.call({ what: 'random', length })),
    onLost: lost.on,
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(watch);
      if (!lost.done) await library.call({ what: 'close' }).catch(() => undefined);
      library.end();
    },
  };
};

/**
 * A maker's SKF library (GM/T 0016). CHIP when the library, the application or the container is missing; PROTOCOL when its
 * structures are not as the profile says; LOST when it crashes. Nothing ever takes the library's place.
 */
export const createSkfLibrary = (profile: SkfProfile) => {
  /** A process without an open chip: who only looks whether a token is there keeps it, and the next opening takes it. */
  let idle: SkfProcess | undefined;
  const take = (): SkfProcess => {
    const library = idle ?? startProcess();
    idle = undefined;
    return library;
  };
  const keep = (library: SkfProcess) => {
    idle = library;
    library.onEnded(() => {
      if (idle === library) idle = undefined;
    });
  };
  return {
    /** Names of the tokens that are plugged in. */
    async names(): Promise<string[]> {
      const library = take();
      try {
        const names = await library.call({ what: 'names', profile });
        keep(library);
        return names;
      } catch (thrown) {
        library.end();
        throw thrown;
      }
    },
    /** Opens the signing container of the first token; NOT_CONNECTED when there is none. */
    open: (): Promise<SkfChip> => openIn(take(), profile),
    close(): void {
      idle?.end();
      idle = undefined;
    },
  };
};
