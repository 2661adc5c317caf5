import { BedSignError, type DeviceView, fromShape } from '@bedsign/contract';
import { DriverError, type SecurityChip } from '@bedsign/drivers';
import type { ChipPins } from './chip-pins.ts';
import { namedDeviceError } from './device-error.ts';
import type { DeviceSource } from './device-source.ts';
import { type Supervisor, supervise } from './supervisor.ts';

/** A chip that is connected and accepts its PIN; until then it is there, and nobody signs with it. */
export type ChipDesk = Omit<Supervisor<SecurityChip>, 'view'> & {
  view(): Omit<DeviceView, 'health'>;
  /** CHIP_NOT_CONNECTED, CHIP_PIN_WRONG, CHIP_PIN_LOCKED; nothing when it is unlocked already. */
  enterPin(pin: string): Promise<void>;
};

const needed = () => new BedSignError('CHIP_PIN_NEEDED');

/**
 * Keeps the chip connected and unlocks it with the PIN that is known. A PIN that was refused is forgotten and never tried
 * again by itself, for each try brings the chip nearer to locking.
 */
export const superviseChip = (options: {
  source: Pick<DeviceSource, 'simulated' | 'open'>;
  pins: ChipPins;
  onUnlocked(chip: SecurityChip): void;
  onChange(): void;
}): ChipDesk => {
  const { source, pins, onChange } = options;
  let unlocked: SecurityChip | null = null;
  let failure: BedSignError | null = null;
  /** The known PIN is being tried. */
  let unlocking: Promise<void> | null = null;

  const verify = async (chip: SecurityChip, pin: string): Promise<void> => {
    try {
      await chip.verifyPin(pin);
    } catch (thrown) {
      const named = namedDeviceError('chip', thrown);
      const refused = thrown instanceof DriverError && (thrown.code === 'PIN_WRONG' || thrown.code === 'PIN_LOCKED');
      if (refused) pins.forget(chip);
      failure = named;
      throw named;
    }
    unlocked = chip;
    failure = null;
  };
  const unlock = async (chip: SecurityChip): Promise<void> => {
    unlocked = null;
    failure = chip.pin.state === 'locked' ? new BedSignError('CHIP_PIN_LOCKED') : needed();
    try {
      const pin = pins.known(chip);
      if (pin === null || chip.pin.state === 'locked') return;
      await verify(chip, pin);
      options.onUnlocked(chip);
    } catch (thrown) {
      failure = namedDeviceError('chip', thrown);
    }
  };
  const chip = supervise<SecurityChip>({
    ...{ kind: 'chip', simulated: source.simulated, open: source.open.chip, onChange },
    onConnected(device) {
      unlocking = unlock(device).finally(() => {
        unlocking = null;
        onChange();
      });
    },
  });
  const current = () => (unlocked !== null && unlocked === chip.current() ? unlocked : null);

  return {
    ...chip,
    current,
    async look() {
      await chip.look();
      await unlocking;
    },
    view() {
      const view = chip.view();
      const locked = chip.current();
      if (!locked || current()) return { ...view, pinTriesLeft: null };
      if (unlocking) return { ...view, state: 'opening', pinTriesLeft: null };
      const { code, detail } = failure ?? needed();
      return {
        ...{ ...view, state: 'locked', pinTriesLeft: locked.pin.triesLeft },
        failure: { code, ...(detail !== undefined && { detail }) },
      };
    },
    async enterPin(pin) {
      const locked = chip.current();
      if (!locked) throw new BedSignError('CHIP_NOT_CONNECTED');
      if (current()) return;
      try {
        await verify(locked, pin);
        pins.keep(locked, pin);
        options.onUnlocked(locked);
      } finally {
        onChange();
      }
    },
  };
};

/** The chip to sign with; else why there is none. */
export const requireChip = (chip: Pick<ChipDesk, 'current' | 'view'>): SecurityChip => {
  const unlocked = chip.current();
  if (!unlocked) throw fromShape(chip.view().failure, 'CHIP_NOT_CONNECTED');
  return unlocked;
};
