import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forward } from './forward.ts';

type Behaviour = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const say =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Behaviour =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(body);

/** The ways in which a server, or what stands in front of it, turns bad. */
const ills = (server: URL) =>
  ({
    'answers 500': say(500, 'text/html', '<h1>Internal Server Error</h1>'),
    'answers 404 as another program would': say(404, 'text/html', '<h1>Not Found</h1>'),
    'redirects to a login page': say(302, 'text/html', '', { location: 'http://127.0.0.1:1/login' }),
    'answers 200 with garbage': say(200, 'application/json', '{"captureId":'),
    'answers 200 with another format': say(200, 'application/json', '{"ok":true}'),
    'hangs up': (request) => void request.socket.destroy(),
    'signs, but its answer is lost': (request, _response, body) =>
      forward(server, request, body, () => request.socket.destroy()),
  }) satisfies Record<string, Behaviour>;
export type Ill = keyof ReturnType<typeof ills>;

/** A proxy in front of the server at `serverUrl` that falls ill on demand, for submitted captures only. */
export const startIllProxy = async (serverUrl: string) => {
  const server = new URL(serverUrl);
  const behaviours = ills(server);
  let ill: Ill | null = null;
  const proxy = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (ill && request.method === 'PUT') return behaviours[ill](request, response, body);
    forward(server, request, body, (status, headers, answer) => response.writeHead(status, headers).end(answer));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    ills: Object.keys(behaviours) as Ill[],
    fall: (into: Ill) => {
      ill = into;
    },
    heal: () => {
      ill = null;
    },
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
};
