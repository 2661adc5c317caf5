import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type KeyExchange, sm2KeyExchange } from './key-exchange.ts';
import { generateSm2KeyPair, sm2PublicKey } from './keys.ts';

const pairOf = (hex: string) => ({ privateKey: fromHex(hex), publicKey: sm2PublicKey(fromHex(hex)) });

/** Both sides of an exchange. */
function exchange(a: ReturnType<typeof generateSm2KeyPair>, ra: typeof a, b: typeof a, rb: typeof a, length: number) {
  const initiator: KeyExchange = {
    role: 'initiator',
    own: a,
    ephemeral: ra,
    peer: b,
    peerEphemeralKey: rb.publicKey,
    length,
  };
  const responder: KeyExchange = {
    role: 'responder',
    own: b,
    ephemeral: rb,
    peer: a,
    peerEphemeralKey: ra.publicKey,
    length,
  };
  return { initiator, ofInitiator: sm2KeyExchange(initiator), ofResponder: sm2KeyExchange(responder) };
}

test('the published exchange (GB/T 32918.5 appendix B)', () => {
  const { ofInitiator, ofResponder } = exchange(
    pairOf('81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029'),
    pairOf('d4de15474db74d06491c440d305e012400990f3e390c7e87153c12db2ea60bb3'),
    pairOf('785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5'),
    pairOf('7e07124814b309489125eaed101113164ebf0f3458c5bd88335c1f9d596243d6'),
    16,
  );
  assert.equal(toHex(ofInitiator.key), '6c89347354de2484c60b4ab1fde4c6e5');
  assert.deepEqual(ofResponder.key, ofInitiator.key);
  const [s1, sa] = [
    'd3a0fe15dee185ceae907a6b595cc32a266ed7b3367e9983a896dc32fa20f8eb',
    '18c7894b3816df16cf07b05c5ec0bef5d655d58f779cc1b400a4f3884644db88',
  ];
  assert.deepEqual([ofInitiator.peerTag, ofInitiator.ownTag].map(toHex), [s1, sa]);
  assert.deepEqual([ofResponder.ownTag, ofResponder.peerTag].map(toHex), [s1, sa]);
});

test('both sides agree, whoever they are and however long the key; a third does not', () => {
  for (const length of [1, 16, 32, 33, 100]) {
    const [a, ra, b, rb, stranger] = Array.from({ length: 5 }, generateSm2KeyPair);
    assert(a && ra && b && rb && stranger);
    const { initiator, ofInitiator, ofResponder } = exchange(a, ra, b, rb, length);
    assert.equal(ofInitiator.key.length, length);
    assert.deepEqual(ofInitiator.key, ofResponder.key);
    assert.deepEqual(ofInitiator.ownTag, ofResponder.peerTag);
    assert.deepEqual(ofInitiator.peerTag, ofResponder.ownTag);
    const other = sm2KeyExchange({ ...initiator, own: stranger });
    assert.notDeepEqual(other.peerTag, ofResponder.ownTag);
    const renamed = sm2KeyExchange({ ...initiator, peer: { ...b, id: new Uint8Array([1, 2, 3]) } });
    assert.notDeepEqual(renamed.peerTag, ofResponder.ownTag);
  }
});

test('keys that are none are refused', () => {
  const [a, ra, b, rb] = Array.from({ length: 4 }, generateSm2KeyPair);
  assert(a && ra && b && rb);
  const { initiator } = exchange(a, ra, b, rb, 16);
  const offCurve = rb.publicKey.with(64, (rb.publicKey[64] ?? 0) ^ 1);
  const bad: Partial<KeyExchange>[] = [
    { peerEphemeralKey: offCurve },
    { peerEphemeralKey: new Uint8Array(65) },
    { peerEphemeralKey: rb.publicKey.subarray(1) },
    { peer: { publicKey: offCurve } },
    { own: { ...a, privateKey: new Uint8Array(32) } },
    { ephemeral: { ...ra, privateKey: new Uint8Array(31) } },
  ];
  for (const change of bad) {
    assert.throws(
      () => sm2KeyExchange({ ...initiator, ...change }),
      (error) => error instanceof GmError && error.code === 'KEY_INVALID',
    );
  }
});
