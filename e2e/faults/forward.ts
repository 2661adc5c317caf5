import { request as httpRequest, type IncomingMessage } from 'node:http';

/** Passes the request on, and its whole answer to `answer`; hangs up where the server does. */
export const forward = (
  server: URL,
  request: IncomingMessage,
  body: Buffer,
  answer: (status: number, headers: IncomingMessage['headers'], body: Buffer) => void,
): void => {
  const { method, url, headers } = request;
  const onward = httpRequest(new URL(url ?? '/', server), { method, headers: { ...headers, host: server.host } });
  onward.on('response', async (response) =>
    answer(response.statusCode ?? 502, response.headers, Buffer.concat(await response.toArray())),
  );
  onward.on('error', () => request.socket.destroy());
  onward.end(body);
};
