import type { OpenPort } from './nmea-driver.ts';

/** A real serial port. The package with its native part is loaded when the first one is opened: most servers have none. */
export const openSerialPort: OpenPort = async (path, baudRate, on) => {
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  port.on('data', on.bytes);
  port.once('close', (error: Error | null) => on.closed(`${path} is gone${error ? `: ${error.message}` : ''}`));
  port.on('error', (error) => on.closed(`${path}: ${error.message}`));
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  return { close: () => new Promise<void>((resolve) => port.close(() => resolve())) };
};
