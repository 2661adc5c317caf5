import type { Db } from './tables.ts';

/** Written once, when a data folder is initialised; and what administrators change while it runs, as JSON. */
export type SettingName = 'mode' | 'organisation' | 'tsa';

export const readSetting = async (db: Db, name: SettingName): Promise<string | undefined> =>
  (await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst())?.value;

export const writeSetting = async (db: Db, name: SettingName, value: string): Promise<void> => {
  await db.insertInto('setting').values({ name, value }).execute();
};

export const replaceSetting = async (trx: Db, name: SettingName, value: string): Promise<void> => {
  await trx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
};
