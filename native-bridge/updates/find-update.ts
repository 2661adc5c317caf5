import {
  compareVersions,
  type InstalledPackage,
  type PackageName,
  parsePackageName,
  type UpdateFeed,
  type UpdatePackage,
} from '@bedsign/contract';

export type Update = { name: PackageName; package: UpdatePackage };

/** What the list has for this machine that is newer than `version`, or null. */
export const findUpdate = (feed: UpdateFeed, installed: InstalledPackage, version: string): Update | null => {
  const { product, machine, format } = installed;
  const found = feed.packages.flatMap((one) => {
    const name = parsePackageName(one.file);
    const fits = name?.product === product && name.machine === machine && name.format === format;
    return name && fits && compareVersions(name.version, version) > 0 ? [{ name, package: one }] : [];
  });
  return found.sort((a, b) => compareVersions(a.name.version, b.name.version)).at(-1) ?? null;
};
