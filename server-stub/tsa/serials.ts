import type { Db } from '../storage/index.ts';

/** How many serial numbers one write reserves; those left when the server stops are never used. */
const block = 100;

/**
 * Rising serial numbers, unique for all time (RFC 3161 §2.4.2), also after a crash: a number is handed out only from
 * a block that the database already counts as taken.
 */
export const createSerials = (db: Db): (() => Promise<bigint>) => {
  let next = 0n;
  let end = 0n;
  let reserving: Promise<void> | undefined;
  const reserve = async (): Promise<void> => {
    const { value } = await db
      .insertInto('counter')
      .values({ name: 'time-stamp', value: block })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((eb) => ({ value: eb('counter.value', '+', block) })),
      )
      .returning('value')
      .executeTakeFirstOrThrow();
    end = BigInt(value) + 1n;
    next = end - BigInt(block);
  };
  return async () => {
    while (next >= end) {
      reserving ??= reserve().finally(() => {
        reserving = undefined;
      });
      await reserving;
    }
    const serial = next;
    next += 1n;
    return serial;
  };
};
