import type { Server } from 'node:http';
import { maxFrameBytes } from '@bedsign/contract';
import { WebSocketServer } from 'ws';
import { allowedHost, allowedOrigin } from '../pages-server/loopback.ts';
import { type ConnectionDeps, serveConnection } from './connection.ts';

const path = '/station';

/** Opens the WebSocket of the station on the pages' server; only our own pages get past the handshake. */
export const openStationSocket = (server: Server, port: number, deps: ConnectionDeps): { close(): void } => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
  sockets.on('connection', (socket) => serveConnection(socket, deps));
  server.on('upgrade', (request, stream, head) => {
    // A stranger who resets the connection while being refused must not end the station.
    stream.on('error', () => stream.destroy());
    const { host, origin } = request.headers;
    const refusal =
      request.url !== path
        ? '404 Not Found'
        : !allowedHost(host, port) || !allowedOrigin(origin, port)
          ? '403 Forbidden'
          : null;
    if (refusal) return stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
  });
  return {
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
};
