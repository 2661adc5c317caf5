import { check } from '@bedsign/contract';
import { DriverError, type PadSample, type PadScreen } from '@bedsign/drivers';
import type { DeviceKind, DeviceSource, Devices, MeasuredPad } from '../device-source.ts';
import {
  failureShape,
  type HostEvent,
  type HostEventData,
  type HostMethod,
  type HostParams,
  type HostResult,
  hostMethods,
  Request,
} from './messages.ts';

const healthEveryMs = 1000;

type Held = { close(): Promise<void>; kind: DeviceKind; device: Devices[DeviceKind]; abort?: AbortController };
type Methods = { [M in HostMethod]: (params: HostParams<M>) => Promise<HostResult<M>> };

/** The host's side of the contract: holds the devices of `source` and answers the station through `send`. */
export const serveDevices = (source: DeviceSource, send: (message: unknown) => void) => {
  const held = new Map<number, Held>();
  let lastDevice = 0;
  const tell = <E extends HostEvent>(event: E, data: HostEventData<E>) => send({ event, data });
  const stopPlug = source.onPlug(() => tell('plug', {}));

  const find = <K extends DeviceKind>(device: number, kind: K): Held & { device: Devices[K] } => {
    const entry = held.get(device);
    if (!entry) throw new DriverError('LOST', `no device ${device}`);
    if (entry.kind !== kind) throw new DriverError('PROTOCOL', `device ${device} is no ${kind}`);
    return entry as Held & { device: Devices[K] };
  };
  const hold = <K extends DeviceKind>(kind: K, opened: Devices[K], end: () => void = () => undefined): number => {
    const device = ++lastDevice;
    const release = () => {
      held.delete(device);
      end();
    };
    held.set(device, {
      kind,
      device: opened,
      async close() {
        release();
        await opened.close();
      },
    });
    opened.onLost(() => {
      if (!held.has(device)) return;
      release();
      tell('lost', { device });
      opened.close().catch(() => undefined);
    });
    return device;
  };

  const servePad = (pad: MeasuredPad): number => {
    let waiting: PadSample[] = [];
    const flush = () => {
      if (waiting.length > 0) tell('samples', { device, samples: waiting });
      waiting = [];
    };
    // What arrives in one turn of the event loop goes in one message.
    const stopSamples = pad.onSample((sample) => {
      if (waiting.push(sample) === 1) setImmediate(flush);
    });
    let told = -1;
    const health = setInterval(() => {
      const { counters, decodeP99Micros = null } = pad;
      if (counters.reports === told) return;
      told = counters.reports;
      tell('health', { device, counters: { ...counters }, decodeP99Micros });
    }, healthEveryMs);
    const device = hold('pad', pad, () => {
      stopSamples();
      flush();
      clearInterval(health);
    });
    return device;
  };

  const screenOf = (device: number): PadScreen => {
    const { screen } = find(device, 'pad').device;
    if (!screen) throw new DriverError('PROTOCOL', `pad ${device} has no screen of its own`);
    return screen;
  };

  const open = <K extends DeviceKind>(kind: K) => source.open[kind]((found) => tell('found', { kind, ...found }));
  const methods: Methods = {
    async openPad() {
      const pad = await open('pad');
      const { vendor, model, serial, simulated, maxX, maxY, maxPressure, widthMm, heightMm } = pad;
      const { clock, capabilities, reportsPerSecond, screen } = pad;
      return {
        device: servePad(pad),
        identity: {
          ...{ vendor, model, serial, simulated, maxX, maxY, maxPressure, widthMm, heightMm, clock, capabilities },
          ...(reportsPerSecond !== undefined && { reportsPerSecond }),
          ...(screen && { screen: { width: screen.width, height: screen.height, colour: screen.colour } }),
        },
      };
    },
    async openReader() {
      const reader = await open('reader');
      const { vendor, model, serial, simulated } = reader;
      return { device: hold('reader', reader), identity: { vendor, model, serial, simulated } };
    },
    async openChip() {
      const chip = await open('chip');
      const { model, serial, simulated, publicKey, certificate, pin } = chip;
      const identity = { model, serial, simulated, publicKey, certificate, pin: { ...pin } };
      return { device: hold('chip', chip), identity };
    },
    async showPicture({ device, picture, inkArea }) {
      await screenOf(device).show(picture, inkArea);
      return {};
    },
    async clearScreen({ device }) {
      await screenOf(device).clear();
      return {};
    },
    async close({ device }) {
      await held.get(device)?.close();
      return {};
    },
    async capture({ device }) {
      const entry = find(device, 'reader');
      entry.abort?.abort(new DriverError('TIMEOUT', 'another capture began'));
      const abort = new AbortController();
      entry.abort = abort;
      return entry.device.capture({
        signal: abort.signal,
        onState: (state, progress) => tell('capture', { device, state, progress }),
      });
    },
    async abortCapture({ device }) {
      find(device, 'reader').abort?.abort(new DriverError('TIMEOUT', 'aborted'));
      return {};
    },
    signDigest: async ({ device, digest }) => find(device, 'chip').device.signDigest(digest),
    random: async ({ device, length }) => find(device, 'chip').device.random(length),
    async verifyPin({ device, pin }) {
      const { device: chip } = find(device, 'chip');
      try {
        await chip.verifyPin(pin);
      } finally {
        tell('pin', { device, pin: { ...chip.pin } });
      }
      return {};
    },
  };

  return {
    /** One message from the station; a malformed one throws. */
    async receive(message: unknown): Promise<void> {
      const { id, method, params } = check(Request, message);
      const known = check(hostMethods[method].params, params);
      try {
        send({ id, result: await (methods[method] as (params: unknown) => Promise<unknown>)(known) });
      } catch (thrown) {
        send({ id, failure: failureShape(thrown) });
      }
    },
    async close(): Promise<void> {
      stopPlug();
      await Promise.allSettled([...held.values()].map(({ close }) => close()));
      await source.close();
    },
  };
};
