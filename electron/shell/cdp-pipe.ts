import type { Readable, Writable } from 'node:stream';
import { BedSignError } from '@bedsign/contract';

/** A Chrome DevTools Protocol connection over a pipe: no debugging port that another program could reach. */
export type CdpPipe = {
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>;
  on(method: string, listener: (params: Record<string, unknown>) => void): void;
};

type Message = {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
};
type Pending = { resolve(result: Record<string, unknown>): void; reject(error: Error): void };

/** Speaks CDP over the file descriptors 3 and 4 of a browser started with --remote-debugging-pipe: JSON ended by NUL. */
export const connectCdp = (input: Writable, output: Readable): CdpPipe => {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, (params: Record<string, unknown>) => void>();
  let lastId = 0;
  let rest = '';

  const receive = (message: Message) => {
    const waiting = message.id === undefined ? undefined : pending.get(message.id);
    if (message.id !== undefined) pending.delete(message.id);
    if (message.error) waiting?.reject(new BedSignError('INTERNAL', `browser: ${message.error.message}`));
    else waiting?.resolve(message.result ?? {});
    if (message.method) listeners.get(message.method)?.(message.params ?? {});
  };

  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) receive(JSON.parse(part) as Message);
  });
  const fail = () => {
    for (const waiting of pending.values()) waiting.reject(new BedSignError('INTERNAL', 'browser: pipe closed'));
    pending.clear();
  };
  output.on('close', fail);
  output.on('error', fail);
  input.on('error', fail);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
      }),
    on: (method, listener) => void listeners.set(method, listener),
  };
};
