import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { longestTaskLink } from '@bedsign/contract';

/** Where the running program listens: beside its data, in a folder that only its user may enter. */
const address = (dataFolder: string): string => {
  if (process.platform !== 'win32') return join(dataFolder, 'instance.sock');
  // Named pipes stand in no folder; Windows lets others read one, and not write to it.
  return `\\\\.\\pipe\\bedsign-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`;
};

const answeredWithinMs = 3000;
const longestCall = 4 * (longestTaskLink + 1);

/** Gives `link` to the program that runs; false if there is none. */
const handOver = (path: string, link: string | null): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.setTimeout(answeredWithinMs, () => socket.destroy());
    socket.once('connect', () => socket.end(link?.slice(0, longestTaskLink + 1) ?? ''));
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });

const readCall = (socket: Socket, onCalled: (words: string[]) => void): void => {
  let words = '';
  socket.setEncoding('utf8');
  socket.setTimeout(answeredWithinMs, () => socket.destroy());
  socket.on('error', () => undefined);
  socket.on('data', (text) => {
    words += text;
    if (words.length > longestCall) socket.destroy();
  });
  socket.on('end', () => {
    socket.end('ok');
    onCalled([words]);
  });
};

const listen = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(path, () => resolve(true));
  });

/**
 * Makes this the one program that runs on a data folder, and hears of every further start. Null if one runs already, which
 * has `link` now.
 */
export const becomeTheOne = async (
  dataFolder: string,
  link: string | null,
  onCalled: (words: string[]) => void,
): Promise<{ close(): void } | null> => {
  const path = address(dataFolder);
  const server = createServer({ allowHalfOpen: true }, (socket) => readCall(socket, onCalled));
  if (!(await listen(server, path))) {
    if (await handOver(path, link)) return null;
    // What a program left that was killed: nobody listens behind it.
    rmSync(path, { force: true });
    if (!(await listen(server, path))) return null;
  }
  return { close: () => void server.close() };
};
