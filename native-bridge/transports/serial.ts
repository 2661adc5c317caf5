import { type ByteStream, createLatch, createListeners, DriverError } from '@bedsign/drivers';
import { namedFailure } from './named-failure.ts';

const writeTimeoutMs = 2000;

export type SerialSettings = { baudRate: number; dataBits: 7 | 8; parity: 'none' | 'odd' | 'even'; stopBits: 1 | 2 };

/** What EF01 modules leave their factory with; CDC-ACM ones ignore it. */
const ef01Line: SerialSettings = { baudRate: 57_600, dataBits: 8, parity: 'none', stopBits: 1 };

/** Opens one serial line for us alone. */
export const openSerial = async (path: string, line: SerialSettings = ef01Line): Promise<ByteStream> => {
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({ path, ...line, autoOpen: false });
  const data = createListeners<[Uint8Array]>();
  const lost = createLatch();
  let closed = false;
  // An EventEmitter without this listener would end the process; 'close' follows.
  port.on('error', () => undefined);
  port.on('data', (chunk: Uint8Array) => data.emit(chunk));
  port.on('close', () => closed || lost.set());
  await new Promise<void>((resolve, reject) =>
    port.open((thrown) => (thrown ? reject(namedFailure(`open ${path}`, thrown)) : resolve())),
  );

  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (lost.done) return reject(new DriverError('LOST', path));
        if (closed) return reject(new DriverError('NOT_CONNECTED', `${path} is closed`));
        const timer = setTimeout(() => reject(new DriverError('TIMEOUT', `write to ${path}`)), writeTimeoutMs);
        const stopLost = lost.on(() => settle(new DriverError('LOST', path)));
        const settle = (thrown?: unknown) => {
          clearTimeout(timer);
          stopLost();
          if (thrown) reject(namedFailure(`write to ${path}`, thrown));
          else resolve();
        };
        port.write(bytes, (thrown) => (thrown ? settle(thrown) : port.drain(settle)));
      }),
    onData: data.on,
    onClosed: lost.on,
    close: () =>
      new Promise((resolve) => {
        if (closed || lost.done) return resolve();
        closed = true;
        port.close(() => resolve());
      }),
  };
};
