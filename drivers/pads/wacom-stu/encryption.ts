import { DriverError } from '../../driver-error.ts';
import {
  asymmetricType,
  blockSize,
  decodeEncryptionCommand,
  decodeEncryptionStatus,
  encodeEncryptionCommand,
  encryptionCommand,
  parameterIndex,
  symmetricType,
} from './encryption-codec.ts';
import { encodeUint32 } from './feature-codec.ts';
import { pause, type StuLink } from './link.ts';
import type { StuModel } from './models.ts';
import { stuReports, stuState } from './reports.ts';
import type { StuCrypto } from './stu-crypto.ts';

/** A key that the pad and we share; undefined when this pad has no encryption. */
type Exchange = (link: StuLink, crypto: StuCrypto) => Promise<Uint8Array | undefined>;

const keyBytes = 16;
const publicExponent = Uint8Array.of(1, 0, 1);
const captureMs = 20;

/** The older pads: Diffie-Hellman modulo their own 128-bit prime; the secret is the AES-128 key. */
const diffieHellman: Exchange = async (link, crypto) => {
  const primeReport = await link.optional('dhPrime');
  const baseReport = await link.optional('dhBase');
  const prime = primeReport?.slice(1, 1 + keyBytes);
  if (!prime || !baseReport || prime.every((byte) => byte === 0)) return undefined;
  const secret = crypto.random(keyBytes);
  await link.ready();
  await link.set('hostPublicKey', ...crypto.modularPower(baseReport.slice(1, 3), secret, prime));
  await link.idle();
  const theirs = (await link.get('devicePublicKey')).slice(1, 1 + keyBytes);
  return crypto.modularPower(theirs, secret, prime);
};

const sendParameter = async (link: StuLink, parameter: number, value: Uint8Array): Promise<void> => {
  for (let offset = 0; offset < value.length; offset += blockSize) {
    const data = value.subarray(offset, offset + blockSize);
    await link.send(
      encodeEncryptionCommand({
        command: encryptionCommand.setParameterBlock,
        parameter,
        lengthOrIndex: data.length,
        data,
      }),
    );
  }
};

const status = async (link: StuLink) => decodeEncryptionStatus((await link.get('encryptionStatus')).subarray(1));

const waitForKey = async (link: StuLink): Promise<void> => {
  for (let poll = 0; poll < 25; poll++) {
    if ((await status(link)).c === 0) return;
    await pause(50);
  }
  throw new DriverError('TIMEOUT', 'the pad made no key');
};

/** The newer pads: they make an AES-256 key and give it out under an RSA key of ours. */
const rsa: Exchange = async (link, crypto) => {
  if (!(await link.optional('encryptionStatus'))) return undefined;
  const { modulus, decrypt } = await crypto.rsaKeyPair();
  const nothing = new Uint8Array();
  await link.ready();
  await link.send(
    encodeEncryptionCommand({
      command: encryptionCommand.setType,
      parameter: symmetricType,
      lengthOrIndex: asymmetricType,
      data: nothing,
    }),
  );
  await sendParameter(link, parameterIndex.e, publicExponent);
  await sendParameter(link, parameterIndex.n, modulus);
  const { e, n } = await status(link);
  if (e !== 0 || n !== 0) throw new DriverError('PROTOCOL', `the pad refused the RSA key: ${e}, ${n}`);
  await link.send(
    encodeEncryptionCommand({
      command: encryptionCommand.generateSymmetricKey,
      parameter: 0,
      lengthOrIndex: 0,
      data: nothing,
    }),
  );
  await waitForKey(link);
  const cipher = new Uint8Array(modulus.length);
  for (let block = 0; block * blockSize < cipher.length; block++) {
    await link.send(
      encodeEncryptionCommand({
        command: encryptionCommand.getParameterBlock,
        parameter: parameterIndex.c,
        lengthOrIndex: block,
        data: nothing,
      }),
    );
    cipher.set(decodeEncryptionCommand(await link.get('encryptionCommand')).data, block * blockSize);
  }
  return decrypt(cipher).slice(-32);
};

const exchanges: Record<StuModel['encryption'], Exchange> = { 'diffie-hellman': diffieHellman, rsa };

/** A capture whose reports are encrypted: the pad says nothing else while it lasts. */
export type StuCapture = {
  sessionId: number;
  decrypt(cipher: Uint8Array): Uint8Array;
  start(): Promise<void>;
  end(): Promise<void>;
};

/**
 * Agrees on a key with the pad; undefined when it has no encryption. PROTOCOL or TIMEOUT when it has, and the agreement
 * fails: then nothing is captured in the clear instead.
 */
export const agreeOnKey = async (
  link: StuLink,
  model: StuModel,
  crypto: StuCrypto,
): Promise<StuCapture | undefined> => {
  const key = await exchanges[model.encryption](link, crypto).catch((error: unknown) => {
    if (error instanceof DriverError) throw error;
    throw new DriverError('PROTOCOL', 'the key that the pad gave cannot be opened', { cause: error });
  });
  if (!key) return undefined;
  const sessionId = new DataView(crypto.random(4).buffer).getUint32(0);
  return {
    sessionId,
    decrypt: (cipher) => crypto.aesDecrypt(key, cipher),
    async start() {
      await link.ready();
      await link.send(encodeUint32(stuReports.startCapture.id, sessionId));
      await pause(captureMs);
      await link.inState(stuState.capture, 'capture');
    },
    async end() {
      await link.set('endCapture', 0);
      await pause(captureMs);
      await link.ready();
    },
  };
};
