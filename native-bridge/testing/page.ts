import type { EventFrame, MethodName, Params, Result } from '@bedsign/contract';
import { decode, encode } from 'cborg';
import { WebSocket } from 'ws';

type Frame = { id?: number; result?: unknown; error?: { code: string } } & Partial<EventFrame>;

/** A page's side of the WebSocket, as plain as it gets. `url` is a launch URL. */
export const openPage = async (url: string, options: { origin?: string; host?: string } = {}) => {
  const { host, origin, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}/station`, {
    origin: options.origin ?? origin,
    headers: options.host === undefined ? {} : { host: options.host },
  });
  const frames: Frame[] = [];
  const waiting = new Map<number, (frame: Frame) => void>();
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (data) => {
    const frame = decode(new Uint8Array(data as Buffer)) as Frame;
    frames.push(frame);
    if (frame.id !== undefined) waiting.get(frame.id)?.(frame);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  let lastId = 0;
  const call = <M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> => {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) => (error ? reject(error) : resolve(result as Result<M>)));
      closed.then((code) => reject({ code: `closed ${code}` }));
      socket.send(encode({ id, method, params }));
    });
  };
  return { socket, frames, closed, call, launchToken: hash.slice(1), close: () => socket.terminate() };
};
export type Page = Awaited<ReturnType<typeof openPage>>;
