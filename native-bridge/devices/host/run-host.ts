import type { DeviceSource } from '../device-source.ts';
import { serveDevices } from './serve-devices.ts';

/** Closing pads takes node-hid up to 50 ms per reading thread; whoever hangs longer is ended with the process. */
const closeWithinMs = 2000;

/** Makes this process, started by `fork`, the host of the devices of `source`; it ends with the station. */
export const runHost = (source: DeviceSource): void => {
  const host = serveDevices(source, (message) => {
    // The station may be gone already; 'disconnect' follows.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  });
  process.on('message', (message) => {
    host.receive(message).catch((thrown) => {
      console.error(`devices: a message of the station is malformed: ${thrown}`);
      process.exit(1);
    });
  });
  process.once('disconnect', () => {
    setTimeout(() => process.exit(0), closeWithinMs).unref();
    void host.close().finally(() => process.exit(0));
  });
  // The station ends us by closing the channel; a Ctrl-C on the terminal reaches us too and is its business.
  process.on('SIGINT', () => undefined);
};
