import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { BedSignError } from '@bedsign/contract';

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** Each derivation holds one of libuv's four threads, and reading and writing files needs them too. */
const atOnce = 2;
/** A change of shifts fits in; what comes on top is a flood, and would keep everyone else out for minutes. */
const longestQueue = 40;
let running = 0;
const waiting: (() => void)[] = [];

/** scrypt, a few at a time; RATE_LIMITED when too many wait already. */
const derive: typeof scryptAsync = async (...input) => {
  if (running < atOnce) running++;
  else if (waiting.length >= longestQueue) throw new BedSignError('RATE_LIMITED');
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await scryptAsync(...input);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
};

/** RFC 7914 parameters: 32 MiB and about 80 ms on one core. Stored with each hash, so that they can grow. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const hashBytes = 32;
const maxmem = 64 * 1024 * 1024;

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
const toStored = (salt: Buffer, hash: Buffer): string =>
  ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');

/** What is stored of a password. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return toStored(salt, await derive(password.normalize('NFC'), salt, hashBytes, { ...cost, maxmem }));
};

/** Stored text that no password matches, and that takes as long to compare. */
export const nobodysPassword = toStored(randomBytes(16), randomBytes(hashBytes));

/** Compares in constant time; a stored text of another shape never matches. */
export const verifyPassword = async (password: string, stored: string): Promise<boolean> => {
  const [scheme, N, r, p, salt = '', hash = ''] = stored.split('$');
  const expected = Buffer.from(hash, 'base64url');
  if (scheme !== 'scrypt' || expected.length !== hashBytes) return false;
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem };
  const actual = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), hashBytes, options);
  return timingSafeEqual(actual, expected);
};
