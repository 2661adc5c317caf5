import { encodeTlv, readAll, readSingle, type Tlv } from '../asn1/der.ts';
import { concat } from '../bytes.ts';
import { GmError } from '../errors.ts';

/** An element of a sample, the ones inside it, and where it hangs. Strings that hold DER count as constructed. */
export type Node = {
  tag: number;
  raw: Uint8Array;
  /** What stands before the children: the count of unused bits of a BIT STRING. */
  prefix: Uint8Array;
  children: Node[];
  parent: Node | undefined;
};

const holdsDer = (tag: number) => (tag & 0x20) !== 0 || tag === 0x03 || tag === 0x04;

function childrenOf({ tag, content }: Tlv): { prefix: Uint8Array; inner: Tlv[] } {
  const prefix = content.subarray(0, tag === 0x03 ? 1 : 0);
  try {
    return { prefix, inner: holdsDer(tag) ? readAll(content.subarray(prefix.length)) : [] };
  } catch (error) {
    if (error instanceof GmError) return { prefix, inner: [] };
    throw error;
  }
}

function nodeOf(element: Tlv, parent: Node | undefined, all: Node[]): Node {
  const { prefix, inner } = childrenOf(element);
  const node: Node = { tag: element.tag, raw: element.raw, prefix, children: [], parent };
  all.push(node);
  node.children = inner.map((child) => nodeOf(child, node, all));
  return node;
}

/** All elements of a well-formed sample, the outermost first. */
export function nodesOf(der: Uint8Array): Node[] {
  const all: Node[] = [];
  nodeOf(readSingle(der, der[0] ?? 0), undefined, all);
  return all;
}

/** The whole sample with other bytes in the place of one element, and all lengths around it made right. */
export function replaced(node: Node, bytes: Uint8Array): Uint8Array {
  const { parent } = node;
  if (!parent) return bytes;
  const content = parent.children.map((child) => (child === node ? bytes : child.raw));
  return replaced(parent, encodeTlv(parent.tag, parent.prefix, concat(...content)));
}
