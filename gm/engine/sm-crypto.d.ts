// sm-crypto and jsbn ship no types; only what the engine calls is declared here.

declare module 'sm-crypto' {
  import type { BigInteger } from 'jsbn';

  const smCrypto: {
    sm2: {
      generateKeyPairHex(number: string, radix: number): { privateKey: string; publicKey: string };
      getPublicKeyFromPrivateKey(privateKey: string): string;
      doSignature(
        digest: readonly number[],
        privateKey: string,
        options: { hash: false; der: true; pointPool: { k: BigInteger; x1: BigInteger }[] },
      ): string;
      doVerifySignature(
        digest: readonly number[],
        signature: string,
        publicKey: string,
        options: { hash: false; der: true },
      ): boolean;
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

declare module 'sm-crypto/src/sm2/utils.js' {
  import type { BigInteger } from 'jsbn';

  type FieldElement = { toBigInteger(): BigInteger };
  type Point = { multiply(scalar: BigInteger): Point; getX(): FieldElement; getY(): FieldElement };
  const utils: { getGlobalCurve(): { decodePointHex(hex: string): Point | null } };
  export default utils;
}

declare module 'jsbn' {
  export class BigInteger {
    constructor(number: string, radix: number);
    toString(radix: number): string;
  }
  const jsbn: { BigInteger: typeof BigInteger };
  export default jsbn;
}
