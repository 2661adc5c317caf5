import { concat } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { digest } from '../keys/digest.ts';
import { hmacSm3 } from '../sm3/hmac.ts';
import { sm3 } from '../sm3/sm3.ts';

export type MacHash = 'sm3' | 'sha256';

/** Each iteration is a call of its own; OpenSSL takes 2 048, Java 10 000. What comes out of a file must not stop the process. */
export const maximumMacIterations = 100_000;

const block = 64; // of SM3 and SHA-256
const macKey = 3; // RFC 7292 B.3: which key is derived

/** BMPString with its two zero bytes at the end (RFC 7292 B.1). */
export function bmpString(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length * 2 }, (_, at) => {
    const unit = text.charCodeAt(at >> 1);
    return at % 2 === 0 ? unit >> 8 : unit & 0xff;
  });
}

/** RFC 7292 B.2 step 2 and 3: as often as fills whole blocks; nothing of nothing. */
function filled(bytes: Uint8Array): Uint8Array {
  const length = Math.ceil(bytes.length / block) * block;
  return Uint8Array.from({ length }, (_, at) => bytes[at % bytes.length] ?? 0);
}

/** RFC 7292 B.2 for a key of one digest's length, which needs the first round only. */
async function deriveKey(hash: MacHash, password: string, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
  const secret = concat(bmpString(password), new Uint8Array(2));
  let key = await digest(hash, concat(new Uint8Array(block).fill(macKey), filled(salt), filled(secret)));
  for (let count = 1; count < iterations; count++) key = hash === 'sm3' ? sm3(key) : await digest(hash, key);
  return key;
}

async function hmac(hash: MacHash, key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  if (hash === 'sm3') return hmacSm3(key, data);
  const { subtle } = globalThis.crypto;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', Uint8Array.from(key), algorithm, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, Uint8Array.from(data)));
}

/** The MAC of a PFX over the content of its AuthenticatedSafe (RFC 7292 §4, B). */
export async function pkcs12Mac(
  hash: MacHash,
  password: string,
  { salt, iterations }: { salt: Uint8Array; iterations: number },
  data: Uint8Array,
): Promise<Uint8Array> {
  if (iterations < 1 || iterations > maximumMacIterations) {
    throw new GmError('ALGORITHM_UNSUPPORTED', `PKCS#12 MAC with ${iterations} iterations`);
  }
  const key = await deriveKey(hash, password, salt, iterations);
  return hmac(hash, key, data);
}
