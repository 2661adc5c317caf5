import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError, equalBytes, toHex } from '@bedsign/contract';
import type { SecurityChip } from '@bedsign/drivers';
import { sm2MessageDigest } from '@bedsign/gm';
import { writeDurably } from '../keys/write-durably.ts';
import type { ServerClient } from '../server-client/server-client.ts';
import type { ServerTrust } from '../server-client/trust.ts';
import { namedDeviceError } from './device-error.ts';

/** Signs `message` in the chip: DER SM2Signature over SM3(Z‖M), the digest computed here as in GM/T 0016's SKF_ECCSignData. */
export const signInChip = async (chip: SecurityChip, message: Uint8Array): Promise<Uint8Array> => {
  try {
    return await chip.signDigest(sm2MessageDigest(message, chip.publicKey));
  } catch (thrown) {
    throw namedDeviceError('chip', thrown);
  }
};

/**
 * The DER certificate of a chip: from the server at its first connection, then from the station's folder for as long
 * as it belongs to this chip's key and leads to the pinned root.
 */
export const createChipEnrolment = (
  dataFolder: string,
  server: Pick<ServerClient, 'enrolDevice'>,
  trust: Pick<ServerTrust, 'deviceCertificate'>,
) => {
  const certificateOf = async (pem: string, chip: SecurityChip): Promise<Uint8Array> => {
    const certificate = await trust.deviceCertificate(pem);
    if (!equalBytes(certificate.publicKey, chip.publicKey))
      throw new BedSignError('DEVICE_CERTIFICATE_UNTRUSTED', 'another key');
    return certificate.der;
  };
  const enrol = async (chip: SecurityChip): Promise<string> => {
    const publicKey = toHex(chip.publicKey);
    const proof = await signInChip(chip, new TextEncoder().encode(`bedsign-device:${chip.serial}:${publicKey}`));
    const { serial, model, simulated } = chip;
    const { chain } = await server.enrolDevice({ serial, model, simulated, publicKey, proof: toHex(proof) });
    return chain;
  };

  return async (chip: SecurityChip): Promise<Uint8Array> => {
    const file = join(dataFolder, `chip-${toHex(chip.publicKey.subarray(1, 17))}.pem`);
    if (existsSync(file)) {
      // A server that was set up anew does not know the old certificate; then a new one is asked for.
      const known = await certificateOf(readFileSync(file, 'utf8'), chip).catch(() => null);
      if (known) return known;
    }
    const chain = await enrol(chip);
    const certificate = await certificateOf(chain, chip);
    writeDurably(file, chain);
    return certificate;
  };
};
export type ChipEnrolment = ReturnType<typeof createChipEnrolment>;
