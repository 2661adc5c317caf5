import { createPrivateKey, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';
import { generateSm2KeyPair, sm2MessageDigest, sm2Sign, sm3 } from '@bedsign/gm';

export type Signed = {
  privateKey: Uint8Array;
  publicKey: Uint8Array;
  message: Uint8Array;
  /** SM3(Z‖M), for peers that sign a digest. */
  e: Uint8Array;
  signature: Uint8Array;
  /** node:crypto's key; it signs e = SM3(Z‖M) when it is fed Z first. */
  nodePublic: KeyObject;
  nodePrivate: KeyObject;
  z: Uint8Array;
};

const der = (hex: string, ...parts: Uint8Array[]) => Buffer.concat([Buffer.from(hex, 'hex'), ...parts]);

/** GB/T 32918.2 §5.5 with the default identity 1234567812345678; the curve's constants as published there. */
const zPrefix =
  '008031323334353637383132333435363738' +
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';

/** A key pair in every form that the contestants ask for, with a signed message of 32 bytes. */
export function signedMessage(): Signed {
  const { privateKey, publicKey } = generateSm2KeyPair();
  const message = new Uint8Array(32).fill(7);
  const pkcs8 = der('308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420', privateKey);
  const nodePrivate = createPrivateKey({
    key: Buffer.concat([pkcs8, der('a144034200', publicKey)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = der('3059301306072a8648ce3d020106082a811ccf5501822d034200', publicKey);
  const nodePublic = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const z = sm3(der(zPrefix, publicKey.subarray(1)));
  const e = sm2MessageDigest(message, publicKey);
  return { privateKey, publicKey, message, e, signature: sm2Sign(message, privateKey), nodePrivate, nodePublic, z };
}

export const nodeSign = ({ nodePrivate, z, message }: Signed): Uint8Array =>
  createSign('sm3').update(z).update(message).sign(nodePrivate);

export const nodeVerify = ({ nodePublic, z, message, signature }: Signed): boolean =>
  createVerify('sm3').update(z).update(message).verify(nodePublic, signature);
