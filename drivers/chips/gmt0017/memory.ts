import { DriverError } from '../../driver-error.ts';

/** What the simulated chip keeps without power: version 1, serial 8, tries left 1, PIN key 16, private key 32, public key 65. */
export type ChipMemory = {
  serial: Uint8Array;
  triesLeft: number;
  pinKey: Uint8Array;
  privateKey: Uint8Array;
  publicKey: Uint8Array;
};

const version = 1;
const length = 1 + 8 + 1 + 16 + 32 + 65;

export const encodeMemory = (memory: ChipMemory): Uint8Array =>
  Uint8Array.of(
    version,
    ...memory.serial,
    memory.triesLeft,
    ...memory.pinKey,
    ...memory.privateKey,
    ...memory.publicKey,
  );

/** CHIP when the bytes are not a memory: a chip whose memory is damaged is dead, it does not make a new key. */
export const decodeMemory = (bytes: Uint8Array): ChipMemory => {
  const triesLeft = bytes[9];
  if (bytes.length !== length || bytes[0] !== version || triesLeft === undefined)
    throw new DriverError('CHIP', `chip memory of ${bytes.length} bytes`);
  return {
    serial: bytes.slice(1, 9),
    triesLeft,
    pinKey: bytes.slice(10, 26),
    privateKey: bytes.slice(26, 58),
    publicKey: bytes.slice(58),
  };
};
