import type { Db } from './database.ts';

/** Written once, when a data folder is initialised. */
export type SettingName = 'mode' | 'organisation';

export const readSetting = async (db: Db, name: SettingName): Promise<string | undefined> =>
  (await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst())?.value;

export const writeSetting = async (db: Db, name: SettingName, value: string): Promise<void> => {
  await db.insertInto('setting').values({ name, value }).execute();
};
