import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorShape } from '@bedsign/contract';
import { forward } from './forward.ts';

/** What the gate does with a submitted capture. */
export type GateMode = 'lets pass' | 'keeps the answer back' | 'refuses';

const refusal: { error: ErrorShape } = { error: { code: 'CLOCK_SKEW', detail: 'refused at the gate' } };

/** Between station and server: lets one stop the world at the moments that are too short to be met by chance. */
export const startGate = async (serverUrl: string) => {
  const server = new URL(serverUrl);
  const kept = new Set<ServerResponse>();
  let mode: GateMode = 'lets pass';
  let answered = Promise.withResolvers<void>();
  const proxy = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (request.method !== 'PUT' || mode === 'lets pass')
      return forward(server, request, body, (status, headers, answer) =>
        response.writeHead(status, headers).end(answer),
      );
    if (mode === 'refuses')
      return response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify(refusal));
    kept.add(response);
    return forward(server, request, body, () => answered.resolve());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const open = () => {
    mode = 'lets pass';
    for (const response of kept) response.destroy();
    kept.clear();
  };
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    set(next: GateMode): void {
      mode = next;
      answered = Promise.withResolvers();
    },
    /** The server has answered, and the station does not know it. */
    answered: (): Promise<void> => answered.promise,
    /** Everything passes from now on; whoever still waits for an answer is hung up on. */
    open,
    close(): void {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
};
export type Gate = Awaited<ReturnType<typeof startGate>>;
