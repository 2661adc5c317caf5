import {
  asBedSignError,
  BedSignError,
  check,
  type Hello,
  methods,
  type PageRole,
  type RequestFrame,
} from '@bedsign/contract';
import type { WebSocket } from 'ws';
import type { PageTokens } from '../pages-server/page-tokens.ts';
import { dispatch } from './dispatch.ts';
import type { Listener } from './event-hub.ts';
import { decodeRequest, encodeFrame } from './frame-codec.ts';
import type { Handlers } from './handlers.ts';

/** RFC 6455 §7.4.1. */
const closeCode = { policy: 1008, unsupportedData: 1003 } as const;
/** The id of an answer to something that had none. */
const noId = -1;
/** A page that does not read is cut off before its backlog becomes the station's memory. */
const maxBacklogBytes = 64 * 1024 * 1024;

export type ConnectionDeps = {
  handlers: Handlers;
  tokens: PageTokens;
  /** What the greeting would otherwise not know yet. */
  beforeGreeting(): Promise<void>;
  greet(role: PageRole, resumeToken: string): Hello;
  /** A page is there and hears events; returns how it leaves. */
  join(role: PageRole, listener: Listener): () => void;
};

/** Speaks the frames of contract/station-api with one page. Whoever breaks the format is told so and cut off. */
export const serveConnection = (socket: WebSocket, deps: ConnectionDeps): void => {
  let role: PageRole | null = null;
  let leave = (): void => undefined;

  const send = (frame: object): void => {
    if (socket.bufferedAmount > maxBacklogBytes) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.send(encodeFrame(frame));
  };
  const answerError = (id: number, thrown: unknown): void => send({ id, error: asBedSignError(thrown).toJSON() });
  const listener: Listener = (event, data) => send({ event, data });

  /** Snapshot, answer and listening follow each other without a pause, so no event is lost or overtaken. */
  const hello = async (id: number, params: unknown): Promise<void> => {
    if (role !== null) throw new BedSignError('INVALID_REQUEST', 'second hello');
    const { token } = check(methods.hello.params, params);
    const redeemed = deps.tokens.redeem(token);
    role = redeemed.role;
    await deps.beforeGreeting();
    if (socket.readyState !== socket.OPEN) return;
    send({ id, result: deps.greet(role, redeemed.resumeToken) });
    leave = deps.join(role, listener);
  };
  const call = async ({ id, method, params }: RequestFrame): Promise<void> => {
    if (method === 'hello') return hello(id, params);
    if (role === null) throw new BedSignError('UNAUTHENTICATED', 'hello comes first');
    send({ id, result: await dispatch(deps.handlers, role, method, params) });
  };

  const onMessage = async (message: Uint8Array, binary: boolean): Promise<void> => {
    if (!binary) return socket.close(closeCode.unsupportedData);
    let request: RequestFrame;
    try {
      request = decodeRequest(message);
    } catch (thrown) {
      answerError(noId, thrown);
      return socket.close(closeCode.policy);
    }
    try {
      await call(request);
    } catch (thrown) {
      answerError(request.id, thrown);
      // Whoever presents no token that we made gets no second guess.
      if (role === null) socket.close(closeCode.policy);
    }
  };

  socket.on('message', (data, binary) => void onMessage(new Uint8Array(data as Buffer), binary));
  // An oversize or broken WebSocket message: ws has answered with the close code that RFC 6455 asks for.
  socket.on('error', () => undefined);
  socket.on('close', () => leave());
};
