import { generateSm2KeyPair, randomBytes, sm2Decrypt, sm2Encrypt, sm2SignDigest, sm4EncryptBlock } from '@bedsign/gm';
import { croppedT } from './welch.ts';

/**
 * A statistical timing test after O. Reparaz, J. Balasch, I. Verbauwhede, "Dude, is my code constant time?" (DATE 2017): the
 * same operation under one fixed secret and under random ones, in random order. Every secret is copied to the same place
 * before the clock starts, or the caches would tell a secret that is used often from one that is not.
 */
type Subject = {
  name: string;
  measurements: number;
  length: number;
  secret: () => Uint8Array;
  work: (secret: Uint8Array) => unknown;
};

const digest = randomBytes(32);
const zeros = new Uint8Array(4096);
const privateKey = () => generateSm2KeyPair().privateKey;
const ciphertext = sm2Encrypt(digest, generateSm2KeyPair().publicKey);

/** No key here is the receiver's: the integrity value differs, after the whole of the secret arithmetic. */
function decrypt(secret: Uint8Array): unknown {
  try {
    return sm2Decrypt(ciphertext, secret);
  } catch {
    return undefined;
  }
}

/** A comparison that stops at the first difference: the test must find it. */
function leaky(secret: Uint8Array): boolean {
  for (let i = 0; i < secret.length; i++) if (secret[i] !== zeros[i]) return false;
  return true;
}

const subjects: Subject[] = [
  { name: 'sm2-sign', measurements: 30_000, length: 32, secret: privateKey, work: (key) => sm2SignDigest(digest, key) },
  { name: 'sm2-decrypt', measurements: 20_000, length: 32, secret: privateKey, work: decrypt },
  {
    name: 'sm4-block',
    measurements: 200_000,
    length: 16,
    secret: () => randomBytes(16),
    work: (key) => sm4EncryptBlock(key, digest.subarray(0, 16)),
  },
  { name: 'leaky control', measurements: 20_000, length: 4096, secret: () => randomBytes(4096), work: leaky },
];

export type TimingRow = { name: string; t: number; measurements: number; verdict: string };

function examine({ name, measurements, length, secret, work }: Subject): TimingRow {
  const constant = name === 'leaky control' ? zeros : secret();
  const pool = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? constant.slice() : secret()));
  const place = new Uint8Array(length);
  const samples: [number[], number[]] = [[], []];
  for (let i = 0; i < measurements + 3000; i++) {
    const drawn = Math.floor(Math.random() * pool.length);
    place.set(pool[drawn] ?? constant);
    const started = process.hrtime.bigint();
    work(place);
    const taken = Number(process.hrtime.bigint() - started);
    if (i >= 3000) samples[drawn % 2 === 0 ? 0 : 1].push(taken); // the first ones meet code that is still being compiled
  }
  const t = Math.round(croppedT(...samples) * 10) / 10;
  return { name, t, measurements, verdict: t < 4.5 ? 'no difference found' : t < 10 ? 'suspicious: repeat' : 'leaks' };
}

/** Prints and returns a row each; throws when even the leaky control goes undetected. */
export async function benchTiming(): Promise<TimingRow[]> {
  const rows = subjects.map(examine);
  console.log(
    '|t| below 4.5: no difference found in that many measurements, which proves none; above 10: a difference for sure.',
  );
  if ((rows.at(-1)?.t ?? 0) < 10) throw new Error('the leaky control was not detected: this run means nothing');
  return rows;
}
