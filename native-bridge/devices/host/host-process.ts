import { type ChildProcess, fork } from 'node:child_process';
import { check } from '@bedsign/contract';
import { createLatch, createListeners, DriverError } from '@bedsign/drivers';
import type { Type } from 'typebox';
import type { DeviceSettings } from '../device-settings.ts';
import {
  Answer,
  failureError,
  type HostEvent,
  type HostEventData,
  type HostMethod,
  type HostParams,
  type HostResult,
  hostEvents,
  hostMethods,
} from './messages.ts';

type Pending = { resolve(result: unknown): void; reject(error: unknown): void };

/** One life of the device process, as the station sees it: calls, events, and its end. */
export const startHostProcess = (entry: string, settings: DeviceSettings = {}) => {
  // Its stdout would mix with the station's, which is a protocol of its own.
  const child: ChildProcess = fork(entry, [JSON.stringify(settings)], {
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const ended = createLatch();
  const pending = new Map<number, Pending>();
  const events = createListeners<[HostEvent, unknown]>();
  /** Devices that were lost, perhaps before whoever opened them had heard that they were open. */
  const gone = new Set<number>();
  let lastId = 0;

  const end = () => {
    if (ended.done) return;
    ended.set();
    for (const { reject } of pending.values()) reject(new DriverError('LOST', 'the device process ended'));
    pending.clear();
  };
  child.once('exit', end);
  child.once('error', end);
  const read = (message: unknown) => {
    const answer = check(Answer, message);
    if ('event' in answer) check<Type.TSchema>(hostEvents[answer.event], answer.data);
    return answer;
  };
  child.on('message', (message) => {
    let answer: ReturnType<typeof read>;
    try {
      answer = read(message);
    } catch (thrown) {
      // Who sends nonsense is not to be trusted with devices any more.
      console.error(`station: the device process is malformed: ${thrown}`);
      child.kill('SIGKILL');
      return;
    }
    if ('event' in answer) {
      if (answer.event === 'lost') gone.add((answer.data as HostEventData<'lost'>).device);
      return events.emit(answer.event, answer.data);
    }
    const call = pending.get(answer.id);
    pending.delete(answer.id);
    if ('failure' in answer) call?.reject(failureError(answer.failure));
    else call?.resolve(answer.result);
  });

  return {
    pid: child.pid,
    get ended() {
      return ended.done;
    },
    onEnded: ended.on,
    isGone: (device: number) => gone.has(device),
    on: <E extends HostEvent>(wanted: E, callback: (data: HostEventData<E>) => void) =>
      events.on((event, data) => event === wanted && callback(data as HostEventData<E>)),
    async call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
      if (ended.done) throw new DriverError('LOST', 'the device process ended');
      const id = ++lastId;
      const result = await new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        child.send({ id, method, params }, (thrown) => thrown && end());
      });
      return check<Type.TSchema>(hostMethods[method].result, result, 'INTERNAL') as HostResult<M>;
    },
    /** Lets it close its devices and end. */
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        ended.on(resolve);
        if (child.connected) child.disconnect();
      }),
  };
};
export type HostProcess = ReturnType<typeof startHostProcess>;
