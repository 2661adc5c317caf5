import type { DeviceView } from '@bedsign/contract';
import { DriverError, type DriverErrorCode } from '@bedsign/drivers';
import { createBackOff } from './back-off.ts';
import { namedDeviceError } from './device-error.ts';
import type { DeviceKind, Found } from './device-source.ts';

type Connectable = Found & { onLost(callback: () => void): () => void; close(): Promise<void> };

/** How often an absent device is looked for; a replugged one must be ready again within two seconds. */
const lookEveryMs = 500;
/** A device that is there and does not open is tried less and less often, until something is plugged. */
const slowestTryMs = 8000;

/** It is not there, or was just pulled out while it was being opened. */
const absentErrors: readonly DriverErrorCode[] = ['NOT_CONNECTED', 'LOST'];

/** Keeps one device connected: looks for it until it is there, and again after it was lost. */
export type Supervisor<D> = {
  /** The device while it is connected. */
  current(): D | null;
  view(): Omit<DeviceView, 'health' | 'pinTriesLeft'>;
  /** Whether it is at work at this moment, for its view. */
  capturing(active: boolean): void;
  /** Looks at once, without waiting for the next turn. */
  look(): Promise<void>;
  /** Something was plugged: looks at once, however often it has failed before. */
  plugged(): void;
  close(): Promise<void>;
};

export const supervise = <D extends Connectable>(options: {
  kind: DeviceKind;
  simulated: boolean;
  open(onFound: (found: Found) => void): Promise<D>;
  onConnected(device: D): void;
  onChange(): void;
}): Supervisor<D> => {
  const { kind, simulated } = options;
  const backOff = createBackOff(lookEveryMs, slowestTryMs);
  let device: D | null = null;
  let seen: Found = { model: '', serial: '' };
  let everReady = false;
  let reopenings = 0;
  let opening = false;
  let failure: DeviceView['failure'] = null;
  let active = false;
  let looking: Promise<void> | null = null;
  let closed = false;

  const lost = (was: D) => {
    if (device !== was) return;
    device = null;
    active = false;
    // A handle that was lost once is dead; closing it frees what the system still holds.
    was.close().catch(() => undefined);
    if (closed) return;
    options.onChange();
    // At once: it may have been no more than a loose contact, and if it was more, there is a reason to show.
    void look();
  };
  const failed = (thrown: unknown) => {
    const before = failure?.code;
    const absent = thrown instanceof DriverError && absentErrors.includes(thrown.code);
    const { code, detail } = namedDeviceError(kind, thrown);
    failure = absent ? null : { code, ...(detail !== undefined && { detail }) };
    if (!absent) backOff.failed();
    if (opening || before !== failure?.code) {
      opening = false;
      options.onChange();
    }
  };
  const connect = async (): Promise<void> => {
    let found: D;
    try {
      found = await options.open((candidate) => {
        if (!everReady) seen = { model: candidate.model, serial: candidate.serial };
        if (opening || closed) return;
        opening = true;
        options.onChange();
      });
    } catch (thrown) {
      if (!closed) failed(thrown);
      return;
    }
    if (closed) return found.close();
    device = found;
    seen = { model: found.model, serial: found.serial };
    if (everReady) reopenings++;
    everReady = true;
    opening = false;
    failure = null;
    backOff.reset();
    options.onConnected(found);
    options.onChange();
    found.onLost(() => lost(found));
  };
  const look = async (): Promise<void> => {
    if (device || closed) return;
    looking ??= connect().finally(() => {
      looking = null;
    });
    return looking;
  };
  const timer = setInterval(() => backOff.ready && void look(), lookEveryMs);

  const state = (): DeviceView['state'] => {
    if (device) return active ? 'capturing' : 'ready';
    if (opening) return everReady ? 'reopening' : 'opening';
    return everReady ? 'lost' : 'absent';
  };
  return {
    current: () => device,
    view: () => ({ kind, ...seen, simulated, state: state(), failure, reopenings }),
    capturing(now) {
      if (active === now) return;
      active = now;
      options.onChange();
    },
    look,
    plugged() {
      backOff.reset();
      void look();
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await device?.close();
    },
  };
};
