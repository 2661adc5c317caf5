import { type DeviceRequest, type DeviceResult, toHex } from '@bedsign/contract';
import { fromPem, generateSm2KeyPair, sm2Sign } from '@bedsign/gm';
import { type Answer, call } from './test-server.ts';

/** A security chip as its station sees it: a serial number, a public key, signatures. */
export type TestChip = { serial: string; publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array };

export const createChip = (serial: string): TestChip => {
  const { privateKey, publicKey } = generateSm2KeyPair();
  return { serial, publicKey, sign: (message) => sm2Sign(message, privateKey) };
};

type Enrolment = { simulated?: boolean; signedBy?: TestChip };

/** What asks for the chip's certificate; `signedBy` proves possession instead of the chip itself. */
export const enrolmentOf = (chip: TestChip, { simulated = true, signedBy = chip }: Enrolment = {}): DeviceRequest => {
  const publicKey = toHex(chip.publicKey);
  const proof = toHex(signedBy.sign(Buffer.from(`bedsign-device:${chip.serial}:${publicKey}`)));
  return { serial: chip.serial, model: 'TEST', simulated, publicKey, proof };
};

export const enrol = (url: string, token: string, chip: TestChip, enrolment: Enrolment = {}): Promise<Answer> =>
  call(url, 'enrolDevice', { token, json: enrolmentOf(chip, enrolment) });

/** The chip's certificate, DER. */
export const enrolled = async (url: string, token: string, chip: TestChip): Promise<Uint8Array> => {
  const [leaf] = fromPem(((await enrol(url, token, chip)).json as DeviceResult).chain);
  if (!leaf) throw new Error('no certificate');
  return leaf;
};
