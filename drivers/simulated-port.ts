import { DriverError } from './driver-error.ts';
import { createLatch } from './listeners.ts';

export type Connection = {
  readonly open: boolean;
  onClosed: ReturnType<typeof createLatch>['on'];
  close(): Promise<void>;
  /** Throws LOST when the device was pulled out, NOT_CONNECTED when we closed it ourselves. */
  assertOpen(): void;
};

/** The plug of a simulated device: connections end when it is pulled out, and `onPowerLoss` clears what the device forgets. */
export const createSimulatedPort = (name: string, onPowerLoss: () => void) => {
  let plugged = true;
  const cables = new Set<() => void>();

  return {
    get plugged() {
      return plugged;
    },
    plug(): void {
      plugged = true;
    },
    unplug(): void {
      if (!plugged) return;
      plugged = false;
      onPowerLoss();
      for (const pull of [...cables]) pull();
    },
    connect(): Connection {
      if (!plugged) throw new DriverError('NOT_CONNECTED', `${name} is unplugged`);
      const lost = createLatch();
      let open = true;
      const end = () => {
        open = false;
        cables.delete(pull);
      };
      const pull = () => {
        end();
        lost.set();
      };
      cables.add(pull);
      return {
        get open() {
          return open;
        },
        onClosed: lost.on,
        close: async () => end(),
        assertOpen() {
          if (lost.done) throw new DriverError('LOST', `${name} was pulled out`);
          if (!open) throw new DriverError('NOT_CONNECTED', `${name} is closed`);
        },
      };
    },
  };
};
