import { BedSignError } from '@bedsign/contract';
import { parseCertificate } from '@bedsign/gm';
import { verifyPassword } from '../accounts/passwords.ts';
import { loadAuthorities } from '../ca/index.ts';
import { demoAccounts, demoHospital } from '../demo/hospital.ts';
import type { DataFolder } from './data-folder.ts';

/** DEMO_REFUSED for a password that every reader of the demo knows, under whatever username. */
export const refuseDemoPassword = (password: string): void => {
  if (demoAccounts.some((account) => account.password === password))
    throw new BedSignError('DEMO_REFUSED', 'a password of the demo');
};

/** Holds a production folder against what a demo would have put there: keys under a demo root, accounts of the demo. */
export const refuseDemoContent = async ({ db, vault }: Pick<DataFolder, 'db' | 'vault'>): Promise<void> => {
  for (const { root } of Object.values(await loadAuthorities(db, vault)))
    if (parseCertificate(root).subject.O === demoHospital.name) throw new BedSignError('DEMO_REFUSED', 'a demo root');
  for (const { username, password } of demoAccounts) {
    const row = await db
      .selectFrom('staff')
      .select('password_hash')
      .where('username', '=', username)
      .executeTakeFirst();
    if (row && (await verifyPassword(password, row.password_hash)))
      throw new BedSignError('DEMO_REFUSED', `demo account ${username}`);
  }
};
