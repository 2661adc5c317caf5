import { equalBytes } from '@bedsign/contract';
import type { PdfDict, PdfValue } from '../read/object.ts';

/** The keys under which two dictionaries differ. */
export const differingKeys = (a: PdfDict, b: PdfDict): string[] =>
  [...new Set([...a.entries.keys(), ...b.entries.keys()])].filter(
    (key) => !equalValues(a.entries.get(key) ?? null, b.entries.get(key) ?? null),
  );

/**
 * Whether two objects say the same. References are equal if they name the same object; what that object says is
 * compared under its own number. Streams are equal if their encoded bytes are.
 */
export const equalValues = (a: PdfValue, b: PdfValue): boolean => {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (a.kind === 'name' && b.kind === 'name') return a.name === b.name;
  if (a.kind === 'real' && b.kind === 'real') return a.value === b.value;
  if (a.kind === 'ref' && b.kind === 'ref') return a.number === b.number && a.generation === b.generation;
  if (a.kind === 'string' && b.kind === 'string') return equalBytes(a.bytes, b.bytes);
  if (a.kind === 'array' && b.kind === 'array')
    return (
      a.items.length === b.items.length && a.items.every((item, index) => equalValues(item, b.items[index] ?? null))
    );
  if (a.kind === 'dict' && b.kind === 'dict') return differingKeys(a, b).length === 0;
  if (a.kind === 'stream' && b.kind === 'stream')
    return differingKeys(a.dict, b.dict).length === 0 && equalBytes(a.data, b.data);
  return false;
};
