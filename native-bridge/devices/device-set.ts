import type { DeviceView } from '@bedsign/contract';
import type { Pad, PadSample } from '@bedsign/drivers';
import type { DeviceKind, DeviceSource, Devices } from './device-source.ts';
import { type Supervisor, supervise } from './supervisor.ts';

/** The station's pad, fingerprint reader and security chip, connected as long as they are plugged in. */
export type DeviceSet = { [Kind in DeviceKind]: Supervisor<Devices[Kind]> } & {
  simulated: boolean;
  views(): DeviceView[];
  /** Looks for all of them once; returns when each was found or not. */
  look(): Promise<void>;
  close(): Promise<void>;
};

export const openDeviceSet = (
  source: DeviceSource,
  on: {
    sample(sample: PadSample, pad: Pad): void;
    change(): void;
    chip(chip: Devices['chip']): void;
  },
): DeviceSet => {
  const { simulated } = source;
  const { change: onChange } = on;
  const pad = supervise({
    kind: 'pad',
    simulated,
    open: source.open.pad,
    onConnected: (device) => void device.onSample((sample) => on.sample(sample, device)),
    onChange,
  });
  const reader = supervise({
    kind: 'reader',
    simulated,
    open: source.open.reader,
    onConnected: () => undefined,
    onChange,
  });
  const chip = supervise({ kind: 'chip', simulated, open: source.open.chip, onConnected: on.chip, onChange });
  const all = [pad, reader, chip];
  return {
    pad,
    reader,
    chip,
    simulated,
    views: () => all.map((device) => device.view()),
    look: async () => void (await Promise.all(all.map((device) => device.look()))),
    close: async () => void (await Promise.all(all.map((device) => device.close()))),
  };
};
