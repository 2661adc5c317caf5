import type { DeviceView } from '@bedsign/contract';
import { DriverError, type DriverErrorCode } from '@bedsign/drivers';
import type { DeviceKind } from './device-source.ts';

type Connectable = { model: string; serial: string; onLost(callback: () => void): () => void; close(): Promise<void> };

/** How often an absent device is looked for; a replugged one must be ready again within two seconds. */
const lookEveryMs = 500;

const pinErrors: readonly DriverErrorCode[] = ['PIN_WRONG', 'PIN_LOCKED'];

/** Keeps one device connected: looks for it until it is there, and again after it was lost. */
export type Supervisor<D> = {
  /** The device while it is connected. */
  current(): D | null;
  view(): DeviceView;
  /** Whether it is at work at this moment, for its view. */
  capturing(active: boolean): void;
  /** Looks at once, without waiting for the next turn. */
  look(): Promise<void>;
  close(): Promise<void>;
};

export const supervise = <D extends Connectable>(options: {
  kind: DeviceKind;
  simulated: boolean;
  open(): Promise<D>;
  onConnected(device: D): void;
  onChange(): void;
}): Supervisor<D> => {
  const { kind, simulated } = options;
  let device: D | null = null;
  let seen = { model: '', serial: '' };
  let active = false;
  let looking: Promise<void> | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    let found: D;
    try {
      found = await options.open();
    } catch (thrown) {
      // An absent device is looked for again; a wrong PIN is not tried again, for each try brings the chip nearer to locking.
      if (thrown instanceof DriverError && pinErrors.includes(thrown.code)) clearInterval(timer);
      return;
    }
    if (closed) return found.close();
    device = found;
    seen = { model: found.model, serial: found.serial };
    found.onLost(() => {
      if (device !== found) return;
      device = null;
      active = false;
      // A handle that was lost once is dead; closing it frees what the system still holds.
      found.close().catch(() => undefined);
      if (!closed) options.onChange();
    });
    options.onConnected(found);
    options.onChange();
  };
  const look = async (): Promise<void> => {
    if (device || closed) return;
    looking ??= connect().finally(() => {
      looking = null;
    });
    return looking;
  };
  const timer = setInterval(() => void look(), lookEveryMs);

  const state = (): DeviceView['state'] => {
    if (!device) return seen.model === '' ? 'absent' : 'lost';
    return active ? 'capturing' : 'ready';
  };
  return {
    current: () => device,
    view: () => ({ kind, ...seen, simulated, state: state() }),
    capturing(now) {
      if (active === now) return;
      active = now;
      options.onChange();
    },
    look,
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await device?.close();
    },
  };
};
