/** The algorithms that an encrypting pad needs on the host's side, and the simulated pad inside; drivers have none of their own. */
export type StuCrypto = {
  random(length: number): Uint8Array;
  /** base ^ exponent mod modulus; big endian, as long as the modulus. */
  modularPower(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array;
  /** AES-128 or AES-256 by the key's length, block by block (ECB), no padding. */
  aesDecrypt(key: Uint8Array, blocks: Uint8Array): Uint8Array;
  aesEncrypt(key: Uint8Array, blocks: Uint8Array): Uint8Array;
  /** RSA, 2048 bits, public exponent 65537; `decrypt` is OAEP with SHA-1 (RFC 8017 §7.1) and throws on other input. */
  rsaKeyPair(): Promise<{ modulus: Uint8Array; decrypt(cipher: Uint8Array): Uint8Array }>;
  rsaEncrypt(modulus: Uint8Array, exponent: Uint8Array, message: Uint8Array): Uint8Array;
};
