import { defaultTsaSettings, type TimeSettings } from '@bedsign/contract';
import { addStaff } from '../accounts/staff.ts';
import { addStation } from '../accounts/stations.ts';
import { holdDataFolder } from '../first-run/data-folder.ts';
import { initialise } from '../first-run/initialise.ts';
import { writeInitialTsaSettings } from '../tsa/settings/settings-store.ts';
import { type Credential, startTest, type TestServer } from './test-server.ts';
import { testTimeSettings } from './time-server.ts';

export const administrator = { username: 'admin', password: 'a long enough one' };

/** What `init` makes in an empty folder, with a time server on this machine, and one station. */
export const makeProduction = async (path: string, time?: TimeSettings): Promise<Credential> => {
  await using folder = await holdDataFolder(path, { create: true });
  const { db, vault } = folder;
  const settings = { ...defaultTsaSettings('production'), time: time ?? (await testTimeSettings()) };
  let station: Credential | undefined;
  await initialise(db, vault, { mode: 'production', organisation: '测试医院' }, async (trx) => {
    await addStaff(trx, vault, { ...administrator, name: '管理员', role: 'administrator' });
    await writeInitialTsaSettings(trx, settings);
    station = await addStation(trx, vault, '护士站');
  });
  if (!station) throw new Error('no station');
  return station;
};

export const startProduction = (data: string, host = '127.0.0.1'): Promise<TestServer> =>
  startTest({ data, host, demo: false });
