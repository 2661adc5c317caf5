import { once } from 'node:events';
import type { MethodName, PageRole, Params, Result, SessionView } from '@bedsign/contract';
import { fromShape } from '@bedsign/contract';
import { decode, encode } from 'cborg';
import { WebSocket } from 'ws';

/** A page without a browser: the station cannot tell it from the nurse's or the patient's window. */
export type PageClient = {
  role: PageRole;
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>>;
  /** The latest session this page was told of. */
  session(): SessionView | null;
  /** Waits until the session satisfies `wanted`; rejects after `withinMs`, naming the state it stayed in. */
  until(wanted: (view: SessionView) => boolean, withinMs?: number): Promise<SessionView>;
  /** Rejects when the station goes away. */
  lost: Promise<never>;
  close(): void;
};

type Answer = { id?: number; result?: unknown; error?: unknown; event?: string; data?: unknown };

/** Connects as the page of `launchUrl` (…/nurse.html#TOKEN), spending its one-time token. */
export const connectPage = async (launchUrl: string): Promise<PageClient> => {
  const url = new URL(launchUrl);
  const socket = new WebSocket(`ws://${url.host}/station`, { origin: url.origin });
  socket.binaryType = 'nodebuffer';
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const watchers = new Set<() => void>();
  let session: SessionView | null = null;
  let lastId = 0;

  const lost = new Promise<never>((_, reject) => {
    socket.on('close', () => {
      const error = fromShape({ code: 'STATION_UNREACHABLE' }, 'STATION_UNREACHABLE');
      for (const request of pending.values()) request.reject(error);
      pending.clear();
      reject(error);
    });
  });
  lost.catch(() => {});
  socket.on('message', (data: Buffer) => {
    const frame = decode(data) as Answer;
    if (frame.event === 'session') {
      session = frame.data as SessionView | null;
      for (const watcher of [...watchers]) watcher();
    }
    if (frame.id === undefined) return;
    const request = pending.get(frame.id);
    pending.delete(frame.id);
    if (frame.error) request?.reject(fromShape(frame.error, 'INTERNAL'));
    else request?.resolve(frame.result);
  });
  socket.on('error', () => {});
  await Promise.race([once(socket, 'open'), lost]);

  const call: PageClient['call'] = (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      socket.send(encode({ id, method, params }));
    });

  const hello = await call('hello', { token: url.hash.slice(1) });
  session = hello.session;

  return {
    role: hello.role,
    call,
    session: () => session,
    until: (wanted, withinMs = 30_000) =>
      new Promise((resolve, reject) => {
        const done = (outcome: () => void) => {
          watchers.delete(look);
          clearTimeout(timer);
          outcome();
        };
        const look = () => {
          const view = session;
          if (view && wanted(view)) done(() => resolve(view));
        };
        const timer = setTimeout(
          () =>
            done(() => reject(new Error(`session stayed in ${session?.state} ${JSON.stringify(session?.failure)}`))),
          withinMs,
        );
        watchers.add(look);
        lost.catch((error) => done(() => reject(error)));
        look();
      }),
    lost,
    close: () => socket.close(),
  };
};
