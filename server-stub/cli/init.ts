import { BedSignError, toHex } from '@bedsign/contract';
import { fingerprint } from '@bedsign/gm';
import { addStaff } from '../accounts/staff.ts';
import { loadAuthorities, writeTrustAnchors } from '../ca/index.ts';
import { demoHospital } from '../demo/hospital.ts';
import { holdDataFolder } from '../first-run/data-folder.ts';
import { initialise } from '../first-run/initialise.ts';
import { modeOf } from '../first-run/mode.ts';
import { refuseDemoPassword } from '../first-run/refuse-demo.ts';
import type { Options } from './options.ts';
import { ask, newPassword } from './passwords.ts';

const username = 'admin';

/** `rootSm3`: SM3 of the root certificate (DER), by which stations and courts know it. */
type Initialised = { administrator: string; rootSm3: string };

/** A production server's data folder: its own keys and certificates, and one administrator. */
export const initialiseProduction = async (options: Options): Promise<Initialised> => {
  const data = options.required('data');
  await using folder = await holdDataFolder(data, { create: true });

  const mode = await modeOf(folder.db);
  if (mode === 'demo') throw new BedSignError('DEMO_REFUSED', 'the data folder is of a demo');
  if (mode) throw new BedSignError('CONFIG_INVALID', 'the data folder is initialised already');
  const organisation = options.text('name') ?? (await ask('医院名称 name of the hospital'));
  if (organisation === demoHospital.name) throw new BedSignError('DEMO_REFUSED', 'name of the demo');
  const password = await newPassword(options.text('admin-password-file'), `管理员密码 password of ${username}`);
  refuseDemoPassword(password);

  await initialise(folder.db, folder.vault, { mode: 'production', organisation }, async (trx) => {
    await addStaff(trx, folder.vault, { username, name: '系统管理员', role: 'administrator', password });
  });
  const authorities = await loadAuthorities(folder.db, folder.vault);
  await writeTrustAnchors(data, authorities);
  return { administrator: username, rootSm3: toHex(fingerprint(authorities.sm2.root)) };
};
