import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, fromBigInt, toBigInt } from '../bytes.ts';
import { sm3 } from '../sm3/sm3.ts';
import { type Curve, isOn, multiply, sign, verify } from './reference-curve.ts';

// The engine is made for sm2p256v1 alone; the standard's other curve (GM/T 0003.2 appendix A, draft-shen-sm2-ecdsa-02) judges
// the judge.
const curve: Curve = {
  p: 0x8542d69e4c044f18e8b92435bf6ff7de457283915c45517d722edb8b08f1dfc3n,
  a: 0x787968b4fa32c3fd2417842e73bbfeff2f3c848b6831d7e0ec65228b3937e498n,
  b: 0x63e4c6d3b23b0c849cf84241484bfe48f61d59a5b16ba06e6e12d1da27c5249an,
  n: 0x8542d69e4c044f18e8b92435bf6ff7dd297720630485628d5ae74ee7c32e79b7n,
  g: {
    x: 0x421debd61b62eab6746434ebc3cc315e32220b3badd50bdc4c4e6c147fedd43dn,
    y: 0x0680512bcbb42c07d47349d2153b70c4e5d7fdfcbfa36ea1a85841b9e46e09a2n,
  },
};
const d = 0x128b2fa8bd433c6c068c8d803dff79792a519a55171b1b650c23661d15897263n;
const k = 0x6cb28d99385c175c94f94e934817663fc176d925dd72b727260dbaae1fb2f96fn;
const signature = {
  r: 0x40f1ec59f793d9f49e09dcef49130d4194f79fb1eed2caa55bacdb49c4e755d1n,
  s: 0x6fc6dac32c5d5cf10c77dfb20f7c2eb667a457872fb09ec56327a67ec7deebe7n,
};

test('the signature of the draft on its own curve', () => {
  const key = multiply(curve, d, curve.g);
  assert(key !== 'infinity' && isOn(curve, key));
  const id = ascii('ALICE123@YAHOO.COM');
  const { a, b, g } = curve;
  const parameters = [a, b, g.x, g.y, key.x, key.y].map((value) => fromBigInt(value, 32));
  const z = sm3(new Uint8Array([0, id.length * 8]), id, ...parameters);
  assert.equal(toBigInt(z), 0xf4a38489e32b45b6f876e3ac2168ca392362dc8f23459c1d1146fc3dbfb7bc9an);
  const e = toBigInt(sm3(z, ascii('message digest')));
  assert.equal(e, 0xb524f552cd82b8b028476e005c377fb19a87e6fc682d48bb5d42e3d9b9effe76n);
  assert.deepEqual(sign(curve, e, d, k), signature);
  assert(verify(curve, e, signature, key));
  assert(!verify(curve, e + 1n, signature, key));
  assert(!verify(curve, e, { ...signature, s: signature.s + 1n }, key));
  assert.equal(multiply(curve, curve.n, curve.g), 'infinity');
});
