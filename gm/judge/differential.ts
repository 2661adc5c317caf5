/**
 * `npm run differential -w gm -- [--cases N] [--peer NAME]…`: N random SM2 cases each against node:crypto, sm-crypto and the
 * OpenSSL command. The suite runs fewer of them; exit code 1 and the case where two differ.
 */
import smCrypto from 'sm-crypto';
import { concat, fromHex, toHex } from '../bytes.ts';
import { randomBytes } from '../random.ts';
import { sm2DecryptRaw, sm2EncryptRaw } from '../sm2/encrypt.ts';
import { generateSm2KeyPair } from '../sm2/keys.ts';
import { signerDigest, sm2MessageDigest } from '../sm2/message-digest.ts';
import { sm2Signer } from '../sm2/sign.ts';
import { sm2Verify } from '../sm2/verify.ts';
import { nodeSigner, nodeVerifier } from './node-sm2.ts';
import { opensslVerifySm2 } from './openssl.ts';

const { parseArgs } = process.getBuiltinModule('node:util');
const { sm2 } = smCrypto;

type Outcome = Record<string, boolean> | Promise<Record<string, boolean>>;
/** Under one key: a case for a message, and what of it held. */
type Peer = (keys: ReturnType<typeof generateSm2KeyPair>) => (message: Uint8Array) => Outcome;

const flipped = (bytes: Uint8Array) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1);

const peers: Record<string, Peer> = {
  'node:crypto': ({ privateKey, publicKey }) => {
    const [sign, theirSign] = [sm2Signer(privateKey, publicKey), nodeSigner(privateKey, publicKey)];
    const [theirVerify, z] = [nodeVerifier(publicKey), signerDigest(publicKey)];
    return (message) => {
      const theirs = theirSign(concat(z, message));
      return {
        'takes our signature': theirVerify(concat(z, message), sign(message)),
        'makes signatures that we take': sm2Verify(message, theirs, publicKey),
        'makes none for another message': !sm2Verify(flipped(message), theirs, publicKey),
      };
    };
  },
  'sm-crypto': ({ privateKey, publicKey }) => {
    const sign = sm2Signer(privateKey, publicKey);
    const [d, p] = [toHex(privateKey), toHex(publicKey)];
    const options = { hash: false, der: true } as const;
    return (message) => {
      const e = Array.from(sm2MessageDigest(message, publicKey));
      const opened = sm2.doDecrypt(toHex(sm2EncryptRaw(message, publicKey)).slice(2), d, 1, { output: 'array' });
      const sealed = fromHex(`04${sm2.doEncrypt(Array.from(message), p, 1)}`);
      return {
        'takes our signature': sm2.doVerifySignature(e, toHex(sign(message)), p, options),
        'makes signatures that we take': sm2Verify(message, fromHex(sm2.doSignature(e, d, options)), publicKey),
        'decrypts what we encrypt': toHex(Uint8Array.from(opened)) === toHex(message),
        'encrypts what we decrypt': toHex(sm2DecryptRaw(sealed, privateKey)) === toHex(message),
      };
    };
  },
  openssl: ({ privateKey, publicKey }) => {
    const sign = sm2Signer(privateKey, publicKey);
    return async (message) => ({
      'takes our signature': (await opensslVerifySm2(message, sign(message), publicKey)).ok,
    });
  },
};

const casesPerKey = 50;

async function run(name: string, peer: Peer, cases: number): Promise<void> {
  let keys = generateSm2KeyPair();
  let judge = peer(keys);
  for (let done = 0; done < cases; done++) {
    if (done % casesPerKey === 0) {
      keys = generateSm2KeyPair();
      judge = peer(keys);
    }
    const message = randomBytes(1 + (done % 300));
    for (const [what, held] of Object.entries(await judge(message))) {
      if (!held)
        throw new Error(`${name}, case ${done}: not "${what}"; d ${toHex(keys.privateKey)} M ${toHex(message)}`);
    }
  }
}

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, peer: { type: 'string', multiple: true } },
});
const cases = Number(values.cases);
for (const [name, peer] of Object.entries(peers)) {
  if (values.peer && !values.peer.includes(name)) continue;
  const started = performance.now();
  await run(name, peer, cases);
  console.log(`${name}: ${cases} cases, no difference, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
