import { fileURLToPath } from 'node:url';
import { BedSignError } from '@bedsign/contract';
import { createListeners } from '@bedsign/drivers';
import { createBackOff } from '../back-off.ts';
import type { DeviceSettings } from '../device-settings.ts';
import type { DeviceKind, DeviceSource, Devices, Found } from '../device-source.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';
import { hostedChip, hostedPad, hostedReader } from './hosted-devices.ts';
import { monotonicMicros } from './monotonic.ts';

/**
 * Real devices in a process of their own. When it dies, its devices are lost and the session goes on; the next look
 * starts it again, later each time that it dies soon. `nowMicros` is the station's clock.
 */
export const hostedSource = (
  nowMicros: () => number,
  settings: DeviceSettings = {},
  entry = fileURLToPath(new URL('./main.ts', import.meta.url)),
): DeviceSource => {
  const backOff = createBackOff(250, 10_000);
  const plugs = createListeners<[]>();
  const ahead = monotonicMicros() - nowMicros();
  let host: HostProcess | undefined;
  let closed = false;

  const running = (): HostProcess => {
    if (host && !host.ended) return host;
    if (closed || !backOff.ready) throw new BedSignError('DEVICE_PROCESS_ENDED');
    const started = startHostProcess(entry, settings);
    host = started;
    started.on('plug', () => plugs.emit());
    started.onEnded(() => {
      if (closed) return;
      backOff.failed();
      plugs.emit();
    });
    return started;
  };
  const open = async <R>(kind: DeviceKind, onFound: (found: Found) => void, ask: (host: HostProcess) => Promise<R>) => {
    const asked = running();
    const stop = asked.on('found', ({ kind: what, ...found }) => what === kind && onFound(found));
    try {
      return { host: asked, opened: await ask(asked) };
    } catch (thrown) {
      throw asked.ended ? new BedSignError('DEVICE_PROCESS_ENDED', undefined, { cause: thrown }) : thrown;
    } finally {
      stop();
    }
  };

  return {
    simulated: false,
    open: {
      async pad(onFound): Promise<Devices['pad']> {
        const { host, opened } = await open('pad', onFound, (asked) => asked.call('openPad', {}));
        // A process that has opened a pad has not died soon.
        backOff.reset();
        return hostedPad(host, opened, (micros) => micros - ahead);
      },
      async reader(onFound) {
        const { host, opened } = await open('reader', onFound, (asked) => asked.call('openReader', {}));
        return hostedReader(host, opened);
      },
      async chip(onFound) {
        const { host, opened } = await open('chip', onFound, (asked) => asked.call('openChip', {}));
        return hostedChip(host, opened);
      },
    },
    onPlug: plugs.on,
    simulation: null,
    async close() {
      closed = true;
      await host?.stop();
    },
  };
};
