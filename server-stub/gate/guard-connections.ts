import type { Server, Socket } from 'node:net';
import type { Gate } from './gate.ts';

/**
 * Puts the gate before a server's own listeners (an HTTP or TLS server parses from its 'connection' listener on), so
 * that of a refused peer not one byte is read. It gets a reset: a flood leaves no sockets behind in TIME_WAIT.
 */
export const guardConnections = (server: Server, gate: Gate): void => {
  const open = new Set<Socket>();
  const parsers = server.rawListeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    if (socket.remoteAddress === undefined) return void socket.destroy(); // gone before we came to look
    if (!gate.admits(socket.remoteAddress)) return void socket.resetAndDestroy();
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    for (const parse of parsers) parse.call(server, socket);
  });
  const recheck = gate.onChange(() => {
    for (const socket of open) if (!gate.admits(socket.remoteAddress)) socket.resetAndDestroy();
  });
  server.once('close', recheck);
  server.on('drop', (dropped) => gate.refusals.note('too-many-connections', dropped?.remoteAddress));
};
