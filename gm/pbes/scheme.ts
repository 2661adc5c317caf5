import { oid } from '../asn1/oids.ts';
import { GmError } from '../errors.ts';
import { pbkdf2Sm3 } from '../sm3/pbkdf2.ts';
import { sm4CbcDecrypt, sm4CbcEncrypt } from '../sm4/cbc.ts';

/** Which names the structure bears: those of RFC 8018 that every tool reads, or those of GM/T 0091, else alike. */
export type PbesDialect = 'pbes2' | 'gmt0091';
export type PbesPrf = 'sm3' | 'sha256';
export type PbesCipher = 'sm4-cbc' | 'aes-256-cbc';

type Bytes = Uint8Array<ArrayBuffer>;
type Prf = {
  oids: readonly string[];
  derive(password: Bytes, salt: Bytes, count: number, length: number): Promise<Bytes>;
};
type Cipher = {
  oids: readonly string[];
  keyLength: number;
  encrypt(key: Bytes, iv: Bytes, plaintext: Bytes): Promise<Bytes>;
  decrypt(key: Bytes, iv: Bytes, ciphertext: Bytes): Promise<Bytes>;
};

/** Of all object identifiers the first is written and every one is read. */
type Dialect = { schemes: readonly string[]; kdfs: readonly string[]; defaultPrf: PbesPrf | undefined };

export const dialects: Record<PbesDialect, Dialect> = {
  pbes2: { schemes: [oid.pbes2], kdfs: [oid.pbkdf2], defaultPrf: undefined }, // HMAC-SHA-1 it would be: not spoken here
  gmt0091: { schemes: [oid.gmPbes, oid.gmsmPbes], kdfs: [oid.gmPbkdf2, oid.gmsmPbkdf2], defaultPrf: 'sm3' },
};

/** HMAC as the pseudo-random function of PBKDF2 (RFC 8018 §5.2). */
export const prfs: Record<PbesPrf, Prf> = {
  sm3: {
    oids: [oid.hmacSm3, oid.hmacWithSm3], // GM/T 0091 has one in its annex C, the other in A.2
    derive: async (password, salt, count, length) => pbkdf2Sm3(password, salt, count, length),
  },
  sha256: {
    oids: [oid.hmacWithSha256],
    async derive(password, salt, iterations, length) {
      const { subtle } = globalThis.crypto;
      const key = await subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
      const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
      return new Uint8Array(await subtle.deriveBits(derivation, key, length * 8));
    },
  },
};

async function aesCbc(direction: 'encrypt' | 'decrypt', key: Bytes, iv: Bytes, data: Bytes): Promise<Bytes> {
  const { subtle } = globalThis.crypto;
  const imported = await subtle.importKey('raw', key, 'AES-CBC', false, [direction]);
  try {
    return new Uint8Array(await subtle[direction]({ name: 'AES-CBC', iv }, imported, data));
  } catch (error) {
    throw new GmError('DECRYPTION_FAILED', 'AES decryption failed', error); // OperationError: wrong padding or partial blocks
  }
}

export const ciphers: Record<PbesCipher, Cipher> = {
  'sm4-cbc': {
    oids: [oid.sm4Cbc, oid.gmPbeSm4Cbc], // the latter from GM/T 0091 B.2
    keyLength: 16,
    encrypt: async (key, iv, plaintext) => sm4CbcEncrypt(key, iv, plaintext),
    decrypt: async (key, iv, ciphertext) => sm4CbcDecrypt(key, iv, ciphertext),
  },
  'aes-256-cbc': {
    oids: [oid.aes256Cbc],
    keyLength: 32,
    encrypt: (key, iv, plaintext) => aesCbc('encrypt', key, iv, plaintext),
    decrypt: (key, iv, ciphertext) => aesCbc('decrypt', key, iv, ciphertext),
  },
};
