import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check, InstalledPackage } from '@bedsign/contract';

/** Written by the build of each package; a repository has none. */
const file = fileURLToPath(new URL('../installed.json', import.meta.url));

/** The package that this program came in, or undefined. */
export const installedPackage = (): InstalledPackage | undefined =>
  existsSync(file) ? check(InstalledPackage, JSON.parse(readFileSync(file, 'utf8')), 'CONFIG_INVALID') : undefined;
