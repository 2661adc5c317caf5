import { encodeTlv } from '../asn1/der.ts';
import { concat } from '../bytes.ts';
import type { Random } from './random.ts';
import { type Node, replaced } from './tree.ts';

const bytesOf = (random: Random, length: number) => Uint8Array.from({ length }, () => random(256));
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;

const contentOf = ({ raw }: Node) => raw.subarray((raw[1] ?? 0) < 0x80 ? 2 : 2 + ((raw[1] ?? 0) & 0x7f));

/** Contents that are wrong for one type or another: negative, oversized, needlessly long, unfinished, of no such time. */
const oddContents = [
  [],
  [0],
  [0x80],
  [0xff],
  [0, 0],
  [0, 0x7f],
  [0xff, 0x80],
  new Array<number>(33).fill(0xff),
  new Array<number>(200).fill(0x7f),
  [...new TextEncoder().encode('991332256199Z')],
].map((content) => Uint8Array.from(content));

const tags = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x17, 0x18, 0x1e, 0x24, 0x30, 0x31, 0x80, 0xa0, 0xa1, 0xa3,
];

/** The element with its length written as BER allows and DER does not, or with a length that is a lie. */
function oddLength(random: Random, node: Node): Uint8Array {
  const content = contentOf(node);
  const tag = Uint8Array.of(node.tag);
  const { length } = content;
  return pick(random, [
    () => concat(tag, Uint8Array.of(0x82, length >> 8, length & 0xff), content),
    () => concat(tag, Uint8Array.of(0x84, 0, 0, length >> 8, length & 0xff), content),
    () => concat(Uint8Array.of(node.tag | 0x20, 0x80), content, new Uint8Array(2)),
    () => concat(tag, Uint8Array.of(0x84, 0x7f, 0xff, 0xff, 0xff), content),
    () => concat(tag, Uint8Array.of((length + random(5)) & 0x7f), content),
    () => concat(tag, Uint8Array.of(0x80 | random(128)), content),
  ])();
}

function nested(node: Node, levels: number): Uint8Array {
  let bytes = node.raw;
  for (let level = 0; level < levels; level++) bytes = encodeTlv(0x30, bytes);
  return bytes;
}

type Mutation = (random: Random, node: Node, all: readonly Node[]) => Uint8Array;

/** What can happen to one element. */
const mutations: readonly Mutation[] = [
  () => new Uint8Array(),
  (_, { raw }) => concat(raw, raw),
  (random, _, all) => pick(random, all).raw,
  (random, { raw }, all) => concat(raw, pick(random, all).raw),
  (random, node) => encodeTlv(pick(random, tags), contentOf(node)),
  (random, { tag }) => encodeTlv(tag, pick(random, oddContents)),
  (random, { tag }) => encodeTlv(tag, bytesOf(random, random(40))),
  (random, node) => encodeTlv(node.tag, concat(contentOf(node), bytesOf(random, 1 + random(3)))),
  (random, node) => encodeTlv(node.tag, contentOf(node).subarray(0, random(contentOf(node).length + 1))),
  (random, node) => nested(node, pick(random, [1, 2, 70])),
  oddLength,
  (random, node) => bent(random, node.raw),
];

/** One byte changed, one bit flipped, bytes added, or the end cut off. */
function bent(random: Random, bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = random(bytes.length);
  return pick(random, [
    () => bytes.with(at, random(256)),
    () => bytes.with(at, (bytes[at] ?? 0) ^ (1 << random(8))),
    () => concat(bytes, bytesOf(random, 1 + random(3))),
    () => bytes.subarray(0, at),
  ])();
}

/** A sample with something wrong: mostly one element of it, so that the damage gets past the outer layers; sometimes noise. */
export function mutate(random: Random, all: readonly Node[], whole: Uint8Array): Uint8Array {
  const kind = random(20);
  if (kind === 0) return bytesOf(random, random(200));
  if (kind < 4 || all.length === 0) return bent(random, whole);
  const node = pick(random, all);
  const mutated = replaced(node, pick(random, mutations)(random, node, all));
  return kind < 7 ? bent(random, mutated) : mutated;
}
