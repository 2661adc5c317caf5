import { hkdfSync } from 'node:crypto';
import { BedSignError } from '@bedsign/contract';
import { randomBytes, sm4GcmDecrypt, sm4GcmEncrypt } from '@bedsign/gm';

const ivBytes = 12;

/** What is sealed; each kind has its own SM4 key, so a ciphertext of one kind never opens as another. */
export type Kind =
  | 'private-key'
  | 'patient'
  | 'signer'
  | 'document'
  | 'task'
  | 'task_field'
  | 'certificate'
  | 'blob'
  | 'audit-row'
  | 'audit-head'
  | 'tsa-certificate'
  | 'token-log';

/** Seals bytes at rest: SM4-GCM under a key derived from the master key, `name` as additional data. */
export type Vault = {
  /** IV ‖ ciphertext ‖ tag. */
  seal(kind: Kind, name: string, plaintext: Uint8Array): Uint8Array;
  /** STORAGE_DAMAGED if a bit changed, or if it was sealed under another name, kind or master key. */
  open(kind: Kind, name: string, sealed: Uint8Array): Uint8Array;
  /** The key of one kind, for work that is done in another thread with `seal` and `openSealed`. */
  keyOf(kind: Kind): Uint8Array;
};

/** IV ‖ ciphertext ‖ tag. */
export const seal = (key: Uint8Array, name: string, plaintext: Uint8Array): Uint8Array => {
  const iv = randomBytes(ivBytes);
  return Buffer.concat([iv, sm4GcmEncrypt(key, iv, plaintext, Buffer.from(name))]);
};

/** What `seal` took; undefined if a bit changed, or under another name or key. */
export const openSealed = (key: Uint8Array, name: string, sealed: Uint8Array): Uint8Array | undefined => {
  try {
    return sm4GcmDecrypt(key, sealed.subarray(0, ivBytes), sealed.subarray(ivBytes), Buffer.from(name));
  } catch {
    return undefined;
  }
};

/** HKDF (RFC 5869) with SM3 gives each kind its key. */
export const createVault = (masterKey: Uint8Array): Vault => {
  const keys = new Map<Kind, Uint8Array>();
  const keyOf = (kind: Kind): Uint8Array => {
    const known = keys.get(kind) ?? new Uint8Array(hkdfSync('sm3', masterKey, '', `bedsign ${kind}`, 16));
    keys.set(kind, known);
    return known;
  };
  return {
    keyOf,
    seal: (kind, name, plaintext) => seal(keyOf(kind), name, plaintext),
    open(kind, name, sealed) {
      const plaintext = openSealed(keyOf(kind), name, sealed);
      if (!plaintext) throw new BedSignError('STORAGE_DAMAGED', `${kind} does not open`);
      return plaintext;
    },
  };
};

/** A JSON value as a sealed text column. */
export const sealJson = (vault: Vault, kind: Kind, name: string, value: unknown): string =>
  Buffer.from(vault.seal(kind, name, Buffer.from(JSON.stringify(value)))).toString('base64');

export const openJson = (vault: Vault, kind: Kind, name: string, sealed: string): unknown =>
  JSON.parse(Buffer.from(vault.open(kind, name, Buffer.from(sealed, 'base64'))).toString());
