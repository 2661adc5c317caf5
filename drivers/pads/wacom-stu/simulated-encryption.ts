import {
  blockSize,
  decodeEncryptionCommand,
  encodeEncryptionCommand,
  encodeEncryptionStatus,
  encryptionCommand,
  parameterIndex,
} from './encryption-codec.ts';
import { stuReports, stuResult } from './reports.ts';
import type { StuCrypto } from './stu-crypto.ts';

/** 2^128 - 159, the largest prime of 16 bytes. */
export const simulatedPrime = new Uint8Array(16).fill(0xff).with(15, 0x61);
export const simulatedBase = Uint8Array.of(0, 3);

/** The older pads' half of Diffie-Hellman: what they answer, and the key they then have. */
export const answerHostKey = (crypto: StuCrypto, hostPublicKey: Uint8Array) => {
  const secret = crypto.random(16);
  return {
    publicKey: crypto.modularPower(simulatedBase, secret, simulatedPrime),
    key: crypto.modularPower(hostPublicKey, secret, simulatedPrime),
  };
};

const keyLength = 32;
/** An RSA-2048 modulus. */
const modulusLength = 256;

/** The newer pads' half of the RSA exchange: report 0x40's commands, and what 0x40 and 0x50 answer. */
export const createRsaHalf = (crypto: StuCrypto) => {
  let e: number[] = [];
  let n: number[] = [];
  let cipher: Uint8Array | undefined;
  let key: Uint8Array | undefined;
  let lastResult: number = stuResult.none;
  let answer = encodeEncryptionCommand({ command: 0, parameter: 0, lengthOrIndex: 0, data: new Uint8Array() });

  const fail = () => {
    lastResult = stuResult.badParameter;
  };
  const commands: Record<number, (parameter: number, lengthOrIndex: number, data: Uint8Array) => void> = {
    [encryptionCommand.setType]: () => {
      e = [];
      n = [];
      cipher = undefined;
      key = undefined;
    },
    [encryptionCommand.setParameterBlock]: (parameter, length, data) => {
      if (length > blockSize || (parameter !== parameterIndex.e && parameter !== parameterIndex.n)) return fail();
      const target = parameter === parameterIndex.e ? e : n;
      target.push(...data.subarray(0, length));
    },
    [encryptionCommand.generateSymmetricKey]: () => {
      if (e.length === 0 || n.length !== modulusLength) return fail();
      const made = crypto.random(keyLength);
      key = made;
      cipher = crypto.rsaEncrypt(Uint8Array.from(n), Uint8Array.from(e), made);
    },
    [encryptionCommand.getParameterBlock]: (parameter, index) => {
      if (parameter !== parameterIndex.c || !cipher || index * blockSize >= cipher.length) return fail();
      answer = encodeEncryptionCommand({
        command: encryptionCommand.getParameterBlock,
        parameter,
        lengthOrIndex: index,
        data: cipher.subarray(index * blockSize, (index + 1) * blockSize),
      });
    },
  };

  return {
    get key() {
      return key;
    },
    set(report: Uint8Array): void {
      lastResult = stuResult.none;
      const { command, parameter, lengthOrIndex, data } = decodeEncryptionCommand(report);
      const run = commands[command] ?? fail;
      run(parameter, lengthOrIndex, data);
    },
    features: {
      [stuReports.encryptionCommand.id]: () => answer,
      [stuReports.encryptionStatus.id]: () =>
        encodeEncryptionStatus({
          e: e.length > 0 ? 0 : 1,
          n: n.length === modulusLength ? 0 : 1,
          c: cipher ? 0 : 1,
          lastResult,
        }),
    } as Record<number, () => Uint8Array>,
  };
};
