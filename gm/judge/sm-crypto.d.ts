// sm-crypto ships no types; only what the tests and benchmarks call is declared here.

declare module 'sm-crypto' {
  const smCrypto: {
    sm2: {
      doSignature(digest: readonly number[], privateKey: string, options: { hash: false; der: true }): string;
      doVerifySignature(
        digest: readonly number[],
        signature: string,
        publicKey: string,
        options: { hash: false; der: true },
      ): boolean;
      /** C1 without 04, then C3 ‖ C2 for mode 1, C2 ‖ C3 for mode 0; hexadecimal. */
      doEncrypt(plaintext: ArrayLike<number>, publicKey: string, mode: 0 | 1): string;
      doDecrypt(ciphertext: string, privateKey: string, mode: 0 | 1, options: { output: 'array' }): number[];
    };
    sm3(input: ArrayLike<number>): string;
    sm4: {
      encrypt(
        input: ArrayLike<number>,
        key: ArrayLike<number>,
        options: { padding: 'none'; output: 'array' },
      ): number[];
    };
  };
  export default smCrypto;
}
