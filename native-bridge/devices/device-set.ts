import type { DeviceView, PadHealth } from '@bedsign/contract';
import type { FingerprintReader, Pad, PadSample, SecurityChip } from '@bedsign/drivers';
import { type ChipDesk, superviseChip } from './chip-lock.ts';
import type { ChipPins } from './chip-pins.ts';
import type { DeviceSource, MeasuredPad } from './device-source.ts';
import { type Supervisor, supervise } from './supervisor.ts';

/** The station's pad, fingerprint reader and security chip, connected as long as they are plugged in. */
export type DeviceSet = {
  pad: Supervisor<MeasuredPad>;
  reader: Supervisor<FingerprintReader>;
  chip: ChipDesk;
  simulated: boolean;
  views(): DeviceView[];
  /** Looks for all of them once; returns when each was found or not. */
  look(): Promise<void>;
  close(): Promise<void>;
};

const padHealth = (pad: MeasuredPad | null): PadHealth | null => {
  if (!pad) return null;
  const { reports, malformed, gaps, duplicates } = pad.counters;
  return { reports, malformed, gaps, duplicates, decodeP99Micros: pad.decodeP99Micros ?? null };
};

export const openDeviceSet = (
  source: DeviceSource,
  pins: ChipPins,
  on: {
    sample(sample: PadSample, pad: Pad): void;
    change(): void;
    /** A chip that has accepted its PIN. */
    chip(chip: SecurityChip): void;
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
  const chip = superviseChip({ source, pins, onUnlocked: on.chip, onChange });
  const all = [pad, reader, chip];
  const stopPlug = source.onPlug(() => all.forEach((device) => void device.plugged()));
  return {
    pad,
    reader,
    chip,
    simulated,
    views: () => [
      { ...pad.view(), pinTriesLeft: null, health: padHealth(pad.current()) },
      { ...reader.view(), pinTriesLeft: null, health: null },
      { ...chip.view(), health: null },
    ],
    look: async () => void (await Promise.all(all.map((device) => device.look()))),
    async close() {
      stopPlug();
      await Promise.all(all.map((device) => device.close()));
      await source.close();
    },
  };
};
