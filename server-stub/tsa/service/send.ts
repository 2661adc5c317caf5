import type { Socket } from 'node:net';

/** Writes, and resolves when the peer has room for more: whoever asks and does not read gets no further answers, or they would fill the memory. */
export const send = (socket: Socket, bytes: Uint8Array): Promise<void> | undefined => {
  if (socket.write(bytes) || socket.destroyed) return undefined;
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
};
