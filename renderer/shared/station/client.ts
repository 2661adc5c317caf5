import {
  type AnswerFrame,
  BedSignError,
  type EventData,
  type EventFrame,
  type EventName,
  fromShape,
  type Hello,
  type MethodName,
  type Params,
  type Result,
} from '@bedsign/contract';
import type { TokenKeeper } from './launch-token.ts';
import type { Connect, Connection } from './transport.ts';

/** `refused`: the station knows neither token; only a new launch helps. */
export type StationStatus = 'connecting' | 'ready' | 'unreachable' | 'refused';

export type StationClient = {
  /** One request; rejects with a BedSignError. While the station is away it rejects at once: STATION_UNREACHABLE. */
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>>;
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void;
  onHello(listener: (hello: Hello) => void): () => void;
  onStatus(listener: (status: StationStatus) => void): () => void;
  start(): void;
  stop(): void;
};

type Pending = { resolve(value: unknown): void; reject(error: BedSignError): void };

const firstWaitMs = 250;
const longestWaitMs = 5_000;

/** Waits before the n-th attempt to reconnect (0 is the first): 250 ms, doubled each time up to 5 s. */
export const backOffMs = (attempt: number): number => Math.min(longestWaitMs, firstWaitMs * 2 ** attempt);

const listeners = <T>() => {
  const all = new Set<(value: T) => void>();
  return {
    add(listener: (value: T) => void) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (value: T) => {
      for (const listener of all) listener(value);
    },
  };
};

/** The page's one way to the station, over whatever carries frames. Reconnects by itself and says hello each time. */
export const createStationClient = (connect: Connect, tokens: TokenKeeper): StationClient => {
  const statuses = listeners<StationStatus>();
  const hellos = listeners<Hello>();
  const events = listeners<EventFrame>();
  const pending = new Map<number, Pending>();
  let connection: Connection | null = null;
  let open = false;
  let attempt = 0;
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => {};

  const request = (method: MethodName, params: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!connection || !open) {
        reject(new BedSignError('STATION_UNREACHABLE'));
        return;
      }
      const id = nextId++;
      pending.set(id, { resolve, reject });
      connection.send({ id, method, params });
    });

  const receive = (frame: AnswerFrame | EventFrame): void => {
    if ('event' in frame) {
      events.tell(frame);
      return;
    }
    const waiting = pending.get(frame.id);
    pending.delete(frame.id);
    if ('error' in frame) waiting?.reject(fromShape(frame.error, 'INTERNAL'));
    else waiting?.resolve(frame.result);
  };

  const greet = async (): Promise<void> => {
    try {
      const hello = (await request('hello', { token: tokens.current() })) as Hello;
      tokens.resume(hello.resumeToken);
      attempt = 0;
      hellos.tell(hello);
      statuses.tell('ready');
    } catch (error) {
      if (error instanceof BedSignError && error.code === 'STATION_UNREACHABLE') return;
      stop();
      statuses.tell('refused');
    }
  };

  const closed = (): void => {
    open = false;
    connection = null;
    for (const { reject } of pending.values()) reject(new BedSignError('STATION_UNREACHABLE'));
    pending.clear();
    statuses.tell('unreachable');
    timer = setTimeout(start, backOffMs(attempt++));
  };

  const start = (): void => {
    let current = true;
    const ended = () => {
      if (current) closed();
      current = false;
    };
    const opened = () => {
      open = true;
      void greet();
    };
    connection = connect({ opened, frame: receive, closed: ended });
    stop = () => {
      current = false;
      open = false;
      clearTimeout(timer);
      connection?.close();
    };
  };

  return {
    call: <M extends MethodName>(method: M, params: Params<M>) => request(method, params) as Promise<Result<M>>,
    on: (event, listener) =>
      events.add((frame) => {
        if (frame.event === event) listener(frame.data as Parameters<typeof listener>[0]);
      }),
    onHello: hellos.add,
    onStatus: statuses.add,
    start,
    stop: () => stop(),
  };
};
