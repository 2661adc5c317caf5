import { existsSync } from 'node:fs';
import { BedSignError, defaultTsaSettings, toHex } from '@bedsign/contract';
import { fingerprint } from '@bedsign/gm';
import { addStaff } from '../accounts/staff.ts';
import { loadAuthorities, writeTrustAnchors } from '../ca/index.ts';
import { demoHospital } from '../demo/hospital.ts';
import { holdDataFolder } from '../first-run/data-folder.ts';
import { initialise } from '../first-run/initialise.ts';
import { type Mode, modeOf } from '../first-run/mode.ts';
import { refuseDemoPassword } from '../first-run/refuse-demo.ts';
import { databasePath } from '../storage/index.ts';
import { writeInitialTsaSettings } from '../tsa/settings/settings-store.ts';
import type { Options } from './options.ts';
import { ask, newPassword } from './passwords.ts';
import { parseTimeSources } from './time-sources.ts';

/** Nobody was asked where time comes from: then it is the system clock, and whoever installs this has to know. */
const warnOfSystemClock = (): string => {
  console.error(
    [
      '未指定 --time-source：可信时间取自本机系统时钟，且仅当操作系统报告其已由 NTP 同步时有效。',
      '未同步时服务器拒绝签发时间戳，签名不会丢失，但会等待。生产环境建议至少三台 NTP 服务器，或一台卫星授时接收机。',
      'no --time-source: time is the system clock, as far as the operating system says that NTP keeps it; otherwise',
      'no time stamps are issued and signatures wait. Three NTP servers, or a GPS/BeiDou receiver, are better.',
    ].join('\n'),
  );
  return 'system';
};

const username = 'admin';

/** `rootSm3`: SM3 of the root certificate (DER), by which stations and courts know it. */
type Initialised = { administrator: string; rootSm3: string };

const refuseMode = (mode: Mode | undefined): void => {
  if (mode === 'demo') throw new BedSignError('DEMO_REFUSED', 'the data folder is of a demo');
  if (mode) throw new BedSignError('CONFIG_INVALID', 'the data folder is initialised already');
};

/** Nobody is asked for a password only to hear that it was in vain. */
const refuseInitialised = async (data: string): Promise<void> => {
  if (!existsSync(databasePath(data))) return;
  await using folder = await holdDataFolder(data, { create: false });
  refuseMode(await modeOf(folder.db));
};

/** A production server's data folder: its own keys and certificates, and one administrator. */
export const initialiseProduction = async (options: Options): Promise<Initialised> => {
  const data = options.required('data');
  await refuseInitialised(data);
  // All answers come before the folder: one that cannot be given leaves no key and no database behind.
  const time = parseTimeSources(options.text('time-source') ?? warnOfSystemClock());
  const organisation = options.text('name') ?? (await ask('医院名称 name of the hospital'));
  if (organisation === demoHospital.name) throw new BedSignError('DEMO_REFUSED', 'name of the demo');
  const password = await newPassword(options.text('admin-password-file'), `管理员密码 password of ${username}`);
  refuseDemoPassword(password);

  await using folder = await holdDataFolder(data, { create: true });
  refuseMode(await modeOf(folder.db));
  await initialise(folder.db, folder.vault, { mode: 'production', organisation }, async (trx) => {
    await addStaff(trx, folder.vault, { username, name: '系统管理员', role: 'administrator', password });
    await writeInitialTsaSettings(trx, { ...defaultTsaSettings('production'), time });
  });
  const authorities = await loadAuthorities(folder.db, folder.vault);
  await writeTrustAnchors(data, authorities);
  return { administrator: username, rootSm3: toHex(fingerprint(authorities.sm2.root)) };
};
