import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { BedSignError } from '@bedsign/contract';
import { securityHeaders } from './headers.ts';
import { allowedHost } from './loopback.ts';
import { listStaticFiles, type StaticFile } from './static-files.ts';

const loopback = '127.0.0.1';

const answer = (
  files: Map<string, StaticFile>,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const refuse = (status: number) => response.writeHead(status, securityHeaders(port)).end();
  if (!allowedHost(request.headers.host, port)) return void refuse(421);
  if (request.method !== 'GET' && request.method !== 'HEAD') return void refuse(405);
  const [path = ''] = (request.url ?? '').split('?');
  const file = files.get(path === '/' ? '/nurse.html' : path);
  if (!file) return void refuse(404);
  response.writeHead(200, {
    ...securityHeaders(port, path),
    ...(file.shared ? { 'access-control-allow-origin': '*' } : {}),
    'content-type': file.mediaType,
    'cache-control': file.cacheControl,
  });
  if (request.method === 'HEAD') response.end();
  else pipeline(createReadStream(file.path), response, () => undefined);
};

export type PagesServer = { server: Server; port: number; close(): Promise<void> };

/** Serves the built pages in `folder`, if any, to this machine only. `port` 0 takes a free one. PORT_IN_USE if it is taken. */
export const startPagesServer = async (folder: string | undefined, port: number): Promise<PagesServer> => {
  const files = folder === undefined ? new Map<string, StaticFile>() : listStaticFiles(folder);
  const server = createServer((request, response) =>
    answer(files, (server.address() as AddressInfo).port, request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new BedSignError('PORT_IN_USE', String(port), { cause }) : cause),
    );
    server.listen(port, loopback, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
