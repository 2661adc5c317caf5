import { hash } from 'node:crypto';
import {
  answerSignature,
  createClientShare,
  createServerShare,
  randomBytes,
  requestSignature,
  sm2Signer,
  sm2Verify,
  sm3,
  sm4GcmEncrypt,
} from '@bedsign/gm';
import smCrypto from 'sm-crypto';
import { sm2 as sm2V2, sm3 as sm3V2, sm4 as sm4V2 } from 'sm-crypto-v2';
import { type Comparison, type Contest, type Contestant, compare, repeat } from '../kit/comparison.ts';
import { nodeSign, nodeVerify, type Signed, signedMessage } from './peer-keys.ts';
import { programPeers, programs } from './programs.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const sm2Options = { hash: true, der: true } as const;
const digestOptions = { hash: false, der: true } as const;

/** Every verification must succeed: figures of refusals would be figures of nothing. */
const verified = (work: () => boolean): Contestant =>
  repeat(() => {
    if (!work()) throw new Error('a contestant refused a good signature');
  });

const signPattern = /([\d.]+)\s+[\d.]+\s*$/m; // openssl speed: … sign/s verify/s
const verifyPattern = /[\d.]+\s+([\d.]+)\s*$/m;

function signing(signed: Signed): Contest {
  const sign = sm2Signer(signed.privateKey, signed.publicKey);
  const [d, p] = [hex(signed.privateKey), hex(signed.publicKey)];
  return {
    name: 'sm2-sign',
    unit: 'signatures/s',
    ours: repeat(() => sign(signed.message)),
    peers: {
      'node:crypto': repeat(() => nodeSign(signed)),
      'sm-crypto-v2': repeat(() => sm2V2.doSignature(signed.message, d, { ...sm2Options, publicKey: p })),
      'sm-crypto': repeat(() => smCrypto.sm2.doSignature([...signed.e], d, digestOptions)),
      ...programPeers.openssl(['sm2'], signPattern),
      ...programPeers.botan(['--ecc-groups=sm2p256v1', 'SM2'], / (\d+) sign\/sec/),
    },
  };
}

/** Each key in its turn, and more of them than the engine remembers. */
function verifyingUnknown(strangers: Signed[]): Contest {
  const turns = (verify: (signed: Signed) => boolean) => {
    let next = 0;
    return verified(() => verify(strangers[next++ % strangers.length] as Signed));
  };
  return {
    name: 'sm2-verify',
    unit: 'verifications/s',
    ours: turns(({ message, signature, publicKey }) => sm2Verify(message, signature, publicKey)),
    peers: {
      'node:crypto': turns(nodeVerify),
      'sm-crypto-v2': turns(({ message, signature, publicKey }) =>
        sm2V2.doVerifySignature(message, hex(signature), hex(publicKey), sm2Options),
      ),
      'sm-crypto': turns(({ e, signature, publicKey }) =>
        smCrypto.sm2.doVerifySignature([...e], hex(signature), hex(publicKey), digestOptions),
      ),
      ...programPeers.openssl(['sm2'], verifyPattern),
      ...programPeers.botan(['--ecc-groups=sm2p256v1', 'SM2'], / (\d+) verify\/sec/),
    },
  };
}

function verifyingKnown(signed: Signed): Contest {
  const { message, signature, publicKey } = signed;
  const prepared = sm2V2.precomputePublicKey(hex(publicKey));
  return {
    name: 'sm2-verify-cached',
    unit: 'verifications/s',
    ours: verified(() => sm2Verify(message, signature, publicKey)),
    peers: {
      'node:crypto': verified(() => nodeVerify(signed)),
      'sm-crypto-v2, precomputed': verified(() =>
        sm2V2.doVerifySignature(message, hex(signature), prepared, sm2Options),
      ),
    },
  };
}

/** The server's half with all its checks; the yardstick is one whole signature of node:crypto. */
function coSigning(signed: Signed): Contest {
  const { share, offer } = createClientShare();
  const { serverShare } = createServerShare(offer);
  const session = { keyId: randomBytes(16), nonce: randomBytes(16) };
  const { request } = requestSignature(share, session, signed.e);
  return {
    name: 'cosign-server',
    unit: 'answers/s',
    ours: repeat(() => answerSignature(serverShare, session, request)),
    peers: { 'node:crypto, sign': repeat(() => nodeSign(signed)) },
  };
}

function hashing(): Contest {
  const data = randomBytes(64);
  return {
    name: 'sm3-64',
    unit: 'hashes/s',
    ours: repeat(() => sm3(data)),
    peers: {
      'node:crypto': repeat(() => hash('sm3', data, 'buffer')),
      'sm-crypto-v2': repeat(() => sm3V2(data)),
      'sm-crypto': repeat(() => smCrypto.sm3(data)),
      ...programPeers.openssl(['-bytes', '64', '-evp', 'sm3'], /^sm3\s+([\d.]+)k/im, 1000 / 64),
      ...programPeers.botan(['--buf-size=64', 'SM3'], /bytes: ([\d.]+) MiB\/sec/, programPeers.mebibytesPer(64)),
    },
  };
}

const megabyte = 1_000_000;

/** node:crypto of Node 24 has no SM4-GCM. */
function sealing(): Contest {
  const [key, iv, data] = [randomBytes(16), randomBytes(12), randomBytes(megabyte)];
  const options = { mode: 'gcm', iv, outputTag: true, output: 'array' } as const;
  return {
    name: 'sm4-gcm',
    unit: 'MB/s',
    ours: repeat(() => sm4GcmEncrypt(key, iv, data)),
    peers: {
      'sm-crypto-v2': repeat(() => sm4V2.encrypt(data, key, options)),
      ...programPeers.botan(
        [`--buf-size=${megabyte}`, 'SM4/GCM'],
        /encrypt buffer size \d+ bytes: ([\d.]+) MiB\/sec/,
        programPeers.mebibytesPer(megabyte),
      ),
    },
  };
}

/** The engine beside what npm and Debian give, one contest after the other, on one core each. */
export async function benchGm(): Promise<Comparison[]> {
  console.log(`${programs()} · sm-crypto 0.5.8 · sm-crypto-v2 1.15.1`);
  const signed = signedMessage();
  const strangers = Array.from({ length: 400 }, signedMessage);
  const contests = [
    signing(signed),
    verifyingUnknown(strangers),
    verifyingKnown(signed),
    coSigning(signed),
    hashing(),
    sealing(),
  ];
  const rows: Comparison[] = [];
  for (const contest of contests) rows.push(...(await compare(contest)));
  return rows;
}
