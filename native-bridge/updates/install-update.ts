import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError, compareVersions } from '@bedsign/contract';
import type { ServerClient } from '../server-client/server-client.ts';
import type { Dpkg } from './dpkg.ts';
import { fetchPackage } from './fetch-package.ts';
import type { Update } from './find-update.ts';

const refuseOther = ({ name }: Update, fields: ReturnType<Dpkg['fieldsOf']>): void => {
  const { Package, Version, Architecture } = fields;
  if (Package !== name.product || Version !== name.version || Architecture !== name.machine)
    throw new BedSignError('UPDATE_FILE_CHANGED', `the file is ${Package} ${Version} ${Architecture}`);
};

/**
 * Fetches an update into `folder`, which only root may enter, holds it against the signed list and against what it says of
 * itself, and installs it. UPDATE_FILE_CHANGED, UPDATE_ROLLBACK where a newer one was installed meanwhile, or
 * UPDATE_FAILED; whatever happens, no file is left behind.
 */
export const installUpdate = async (
  update: Update,
  { server, dpkg, folder }: { server: Pick<ServerClient, 'updatePackage'>; dpkg: Dpkg; folder: string },
): Promise<void> => {
  const bytes = await fetchPackage(server, update.package);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, update.package.file);
  try {
    writeFileSync(file, bytes, { mode: 0o600 });
    refuseOther(update, dpkg.fieldsOf(file));
    const installed = dpkg.installedVersion(update.name.product);
    if (compareVersions(update.name.version, installed) <= 0)
      throw new BedSignError('UPDATE_ROLLBACK', `${installed} is installed, ${update.name.version} is not newer`);
    dpkg.install(file);
  } finally {
    rmSync(file, { force: true });
  }
};
