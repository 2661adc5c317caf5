import { latin1 } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { signerDigest } from './message-digest.ts';

/** A public key in use: its Z, how many signatures it verified, and where the engine holds its tables. */
type KnownKey = { xy: Uint8Array; z: Uint8Array; uses: number; slot: number | undefined };

const slots = Array.from({ length: 16 }, (_, slot) => slot); // 148 KiB each in the engine (wasm/sm2/verify.ts)
const limit = 256;
const worthTables = 16; // making them takes as long as about sixteen verifications without them

/** The keys seen last, the latest at the end. All of it is public. */
const known = new Map<string, KnownKey>();

/** What is known of a key 04‖X‖Y; whether it is on the curve is not. */
export function knownKey(publicKey: Uint8Array): KnownKey {
  const name = latin1(publicKey);
  const found = known.get(name);
  const key = found ?? { xy: publicKey.slice(1), z: signerDigest(publicKey), uses: 0, slot: undefined };
  known.delete(name);
  known.set(name, key);
  const [oldest] = known.keys();
  if (known.size > limit && oldest !== undefined) known.delete(oldest);
  return key;
}

/** A free slot, or else that of the key which was not used for longest. */
function takeSlot(): number {
  const holders = [...known.values()].filter((key) => key.slot !== undefined);
  const [stalest] = holders;
  if (stalest && holders.length === slots.length) {
    stalest.slot = undefined;
    stalest.uses = 0;
  }
  return slots.find((slot) => holders.every((key) => key.slot !== slot)) ?? 0;
}

/** Counts a signature that held; a key that is used again and again gets tables. */
function countUse(key: KnownKey): void {
  key.uses++;
  if (key.slot !== undefined || key.uses < worthTables) return;
  const slot = takeSlot();
  if (runSm2('sm2PrepareVerifier', [key.xy], 0, slot)) key.slot = slot;
}

/** Whether r‖s (64 bytes) over the digest e holds under the key. */
export function verifyDigest(key: KnownKey, e: Uint8Array, raw: Uint8Array): boolean {
  const operation = key.slot === undefined ? 'sm2Verify' : 'sm2VerifyPrepared';
  const holds = runSm2(operation, [key.xy, raw, e], 0, key.slot) !== undefined;
  if (holds) countUse(key);
  return holds;
}
