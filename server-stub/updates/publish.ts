import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  BedSignError,
  compareVersions,
  type PackageName,
  parsePackageName,
  type UpdatePackage,
} from '@bedsign/contract';
import { appendAudit } from '../audit/audit-chain.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import { type Db, inTransaction } from '../storage/index.ts';
import { ensureUpdateIdentity } from './identity.ts';
import { copyPackage } from './package-files.ts';

export type Published = UpdatePackage & { publishedAt: number };

/** What one machine can install: only the newest of each stands in the feed. */
export const kindOf = ({ product, machine, format }: PackageName): string => `${product} ${machine} ${format}`;

/** All packages that were ever published. */
export const publishedPackages = async (db: Db): Promise<(Published & { name: PackageName })[]> =>
  (await db.selectFrom('update_package').selectAll().execute()).flatMap(({ published_at, ...row }) => {
    const name = parsePackageName(row.file);
    return name ? [{ ...row, size: Number(row.size), publishedAt: Number(published_at), name }] : [];
  });

const refuseOlder = (name: PackageName, others: { name: PackageName }[]): void => {
  const newest = others
    .filter((other) => kindOf(other.name) === kindOf(name))
    .map((other) => other.name.version)
    .sort(compareVersions)
    .at(-1);
  if (newest !== undefined && compareVersions(name.version, newest) <= 0)
    throw new BedSignError('UPDATE_ROLLBACK', `${newest} is published, ${name.version} is not newer`);
};

/**
 * Offers a package to the workstations. UPDATE_PACKAGE_UNKNOWN where its name is none of ours; UPDATE_ROLLBACK where
 * that version, or a newer one, is published already: what a station has seen never changes under the same name.
 */
export const publish = async ({ path, db, vault }: DataFolder, source: string): Promise<Published> => {
  const file = basename(source);
  const name = parsePackageName(file);
  if (!name) throw new BedSignError('UPDATE_PACKAGE_UNKNOWN', file);
  await access(source).catch((cause) => {
    throw new BedSignError('CONFIG_INVALID', `${source}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  });
  refuseOlder(name, await publishedPackages(db));
  const copied = await copyPackage(path, source, file);
  return inTransaction(db, async (trx) => {
    const others = await publishedPackages(trx);
    refuseOlder(name, others);
    const publishedAt = Math.max(Date.now(), ...others.map((other) => other.publishedAt + 1));
    await ensureUpdateIdentity(trx, vault);
    await trx
      .insertInto('update_package')
      .values({ ...copied, published_at: publishedAt })
      .execute();
    await appendAudit(trx, vault, 'update-published', { file, sha256: copied.sha256, sm3: copied.sm3 });
    return { ...copied, publishedAt };
  });
};
