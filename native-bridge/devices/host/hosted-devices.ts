import { createLatch, createListeners, type FingerprintImage, newPadCounters, type PadSample } from '@bedsign/drivers';
import type { Devices } from '../device-source.ts';
import type { HostProcess } from './host-process.ts';
import type { HostResult } from './messages.ts';

/** What every device behind the process has: its loss, which the process's end is too, and its closing. */
const handle = (host: HostProcess, device: number) => {
  const lost = createLatch();
  const stops = [host.onEnded(lost.set), host.on('lost', (data) => data.device === device && lost.set())];
  if (host.isGone(device)) lost.set();
  const close = async () => {
    for (const stop of stops) stop();
    if (!host.ended && !lost.done) await host.call('close', { device });
  };
  return { onLost: lost.on, close, stops };
};

/** A pad that writes in the device process; `toLocal` turns the machine's monotonic time into the station's. */
export const hostedPad = (
  host: HostProcess,
  { device, identity }: HostResult<'openPad'>,
  toLocal: (micros: number) => number,
): Devices['pad'] => {
  const { onLost, close, stops } = handle(host, device);
  const samples = createListeners<[PadSample]>();
  const counters = newPadCounters();
  let decodeP99Micros: number | null = null;
  // The time of a device's own clock is passed on as it is.
  const localTime = identity.clock === 'receipt' ? toLocal : (micros: number) => micros;
  stops.push(
    host.on('samples', (data) => {
      if (data.device !== device) return;
      for (const sample of data.samples)
        samples.emit({
          ...sample,
          tMicros: localTime(sample.tMicros),
          uniformMicros: localTime(sample.uniformMicros),
        });
    }),
    host.on('health', (data) => {
      if (data.device !== device) return;
      Object.assign(counters, data.counters);
      decodeP99Micros = data.decodeP99Micros;
    }),
  );
  const { screen, ...whoAndWhat } = identity;
  return {
    ...whoAndWhat,
    ...(screen && {
      screen: {
        ...screen,
        async show({ width, height, rgba }, inkArea) {
          const bytes = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength);
          await host.call('showPicture', { device, picture: { width, height, rgba: bytes }, inkArea });
        },
        clear: async () => void (await host.call('clearScreen', { device })),
      },
    }),
    onSample: samples.on,
    onLost,
    counters,
    get decodeP99Micros() {
      return decodeP99Micros;
    },
    close,
  };
};

export const hostedReader = (host: HostProcess, { device, identity }: HostResult<'openReader'>): Devices['reader'] => {
  const { onLost, close } = handle(host, device);
  return {
    ...identity,
    onLost,
    close,
    async capture({ signal, onState }): Promise<FingerprintImage> {
      signal.throwIfAborted();
      const stopState = host.on('capture', (data) => {
        if (data.device === device && !signal.aborted) onState(data.state, data.progress);
      });
      const work = host.call('capture', { device });
      try {
        return await new Promise((resolve, reject) => {
          const abort = () => {
            host.call('abortCapture', { device }).catch(() => undefined);
            reject(signal.reason);
          };
          signal.addEventListener('abort', abort, { once: true });
          work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
        });
      } finally {
        stopState();
      }
    },
  };
};

export const hostedChip = (host: HostProcess, { device, identity }: HostResult<'openChip'>): Devices['chip'] => {
  const { onLost, close, stops } = handle(host, device);
  let { pin } = identity;
  stops.push(
    host.on('pin', (data) => {
      if (data.device === device) pin = data.pin;
    }),
  );
  return {
    ...identity,
    get pin() {
      return pin;
    },
    onLost,
    close,
    signDigest: (digest) => host.call('signDigest', { device, digest }),
    random: (length) => host.call('random', { device, length }),
    verifyPin: async (pin) => void (await host.call('verifyPin', { device, pin })),
  };
};
