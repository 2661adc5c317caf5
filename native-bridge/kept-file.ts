import { existsSync, readFileSync } from 'node:fs';
import { check } from '@bedsign/contract';
import type { Static, TSchema } from 'typebox';
import { writeDurably } from './keys/write-durably.ts';

/**
 * A small JSON file of what somebody once chose. One that cannot be read is one that nobody wrote: `empty`, and it is
 * chosen again.
 */
export const openKeptFile = <S extends TSchema>(file: string, schema: S, empty: Static<S>) => {
  const read = (): Static<S> => {
    if (!existsSync(file)) return empty;
    try {
      return check(schema, JSON.parse(readFileSync(file, 'utf8')), 'CONFIG_INVALID');
    } catch {
      return empty;
    }
  };
  let value = read();
  return {
    get: (): Static<S> => value,
    set(next: Static<S>): void {
      value = next;
      writeDurably(file, JSON.stringify(next));
    },
  };
};
