import type { PdfRef, PdfValue } from './object.ts';

/** What is directly inside `value`, with the key or index under which it stands. */
export const childrenOf = (value: PdfValue): [string, PdfValue][] => {
  if (value === null || typeof value !== 'object') return [];
  if (value.kind === 'array') return value.items.map((item, index) => [String(index), item]);
  if (value.kind === 'dict') return [...value.entries];
  return value.kind === 'stream' ? [...value.dict.entries] : [];
};

/** Visits `value` and everything directly inside it; does not follow references. */
export const walk = (value: PdfValue, visit: (value: PdfValue, path: string) => void, path = ''): void => {
  visit(value, path);
  for (const [key, child] of childrenOf(value)) walk(child, visit, `${path}/${key}`);
};

/** Every reference directly inside `value`. */
export const refsIn = (value: PdfValue): { ref: PdfRef; path: string }[] => {
  const refs: { ref: PdfRef; path: string }[] = [];
  walk(value, (inner, path) => {
    if (inner !== null && typeof inner === 'object' && inner.kind === 'ref') refs.push({ ref: inner, path });
  });
  return refs;
};
