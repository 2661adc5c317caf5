import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeTlv } from './asn1/der.ts';
import { concat } from './bytes.ts';
import { GmError } from './errors.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { type FuzzTarget, fuzzTargets } from './fuzz/targets.ts';

/** More of them, up to a million each: `npm run fuzz -w gm -- --inputs 1000000`. */
const inputs = 1000;
const seed = Date.now() % 1_000_000;

const targets = await fuzzTargets();

for (const target of targets) {
  test(`${target.name}: ${inputs} damaged inputs of seed ${seed} fail with GmError only`, async () => {
    await target.parse(target.sample);
    const { accepted, refused } = await fuzz(target, inputs, seed);
    assert.equal(accepted + refused, inputs);
  });
}

test('the fuzzer tells of any other error, and gives the input', async () => {
  const parse = (bytes: Uint8Array) => {
    if (bytes.length === 3) throw new RangeError('oops');
  };
  const target = { name: 'broken', sample: Uint8Array.of(0x30, 1, 5), parse };
  await assert.rejects(fuzz(target, 100, 1), /broken: input \d+ of seed 1 threw RangeError: oops; it is [0-9a-f]{6}$/);
});

/** Small to write down, large to work through. */
const bombs: [string, Uint8Array][] = [
  ['nothing', new Uint8Array()],
  ['a megabyte of nested sequences', new Uint8Array(1_000_000).fill(0x30)],
  ['nested indefinite lengths', Uint8Array.from({ length: 1_000_000 }, (_, at) => (at % 2 ? 0x80 : 0x30))],
  ['a length of two gigabytes', Uint8Array.of(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff)],
  [
    'half a million empty sequences',
    encodeTlv(
      0x30,
      new Uint8Array(1_000_000).fill(0x30).map((_, at) => (at % 2 ? 0 : 0x30)),
    ),
  ],
  ['an integer of a megabyte', encodeTlv(0x30, encodeTlv(0x02, new Uint8Array(1_000_000).fill(0x7f)))],
  ['an object identifier of a megabyte', encodeTlv(0x30, encodeTlv(0x06, new Uint8Array(1_000_000).fill(0x7f)))],
  [
    'an arc of a megabyte',
    encodeTlv(0x30, encodeTlv(0x06, concat(new Uint8Array(1_000_000).fill(0xff), Uint8Array.of(1)))),
  ],
  [
    'strings within strings',
    Array.from({ length: 5000 }).reduce<Uint8Array>((inner) => encodeTlv(0x04, inner), new Uint8Array()),
  ],
];

async function onlyGmErrors({ name, parse }: FuzzTarget, bytes: Uint8Array): Promise<void> {
  try {
    await parse(bytes);
  } catch (error) {
    assert(error instanceof GmError, `${name} threw ${error}`);
  }
}

for (const [name, bytes] of bombs) {
  test(`no parser chokes on ${name}`, { timeout: 60_000 }, async () => {
    for (const target of targets) await onlyGmErrors(target, bytes);
  });
}
