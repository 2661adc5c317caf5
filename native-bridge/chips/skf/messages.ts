import type { DriverErrorCode, PinState } from '@bedsign/drivers';
import type { SkfProfile } from './profile.ts';

export type SkfIdentity = {
  model: string;
  serial: string;
  publicKey: Uint8Array;
  certificate: Uint8Array | null;
  pin: PinState;
};

/** What the station asks of the process that holds the library, one at a time; and what each is answered with. */
export type SkfRequest =
  | { id: number; what: 'names'; profile: SkfProfile }
  | { id: number; what: 'open'; profile: SkfProfile }
  | { id: number; what: 'verifyPin'; pin: string }
  | { id: number; what: 'sign'; e: Uint8Array }
  | { id: number; what: 'random'; length: number }
  | { id: number; what: 'isPresent' }
  | { id: number; what: 'close' };

export type SkfResults = {
  names: string[];
  open: SkfIdentity;
  verifyPin: PinState;
  sign: Uint8Array;
  random: Uint8Array;
  isPresent: boolean;
  close: null;
};

export type SkfAnswer =
  | { id: number; result: unknown }
  | { id: number; error: { code: DriverErrorCode; detail: string | undefined } };
