/** One DER value: its tag, what it holds, and its whole encoding. */
export type Der = { tag: number; content: Uint8Array; whole: Uint8Array };

/** The first DER value in `bytes`; the rest is left alone. A reader of its own, so that ours is not its own judge. */
export const firstDer = (bytes: Uint8Array): Der => {
  const [tag = 0, first = 0] = bytes;
  const lengthBytes = first & 0x80 ? first & 0x7f : 0;
  const length = lengthBytes
    ? bytes.subarray(2, 2 + lengthBytes).reduce((value, byte) => value * 256 + byte, 0)
    : first;
  const start = 2 + lengthBytes;
  if (bytes.length < start + length) throw new Error('DER value is cut off');
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
};

/** The values inside a constructed one, in order. */
export const childrenOf = ({ content }: Der): Der[] => {
  const children: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const child = firstDer(content.subarray(at));
    children.push(child);
    at += child.whole.length;
  }
  return children;
};

/** The child of `parent` at `index`, counted from the end where negative. */
export const childOf = (parent: Der, index: number): Der => {
  const child = childrenOf(parent).at(index);
  if (!child) throw new Error(`no DER value ${index}`);
  return child;
};
