/** The updater: looks for an update once, and installs it where it is told to and may. One line of JSON says how it went. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asBedSignError, BedSignError, errorLine } from '@bedsign/contract';
import { writeDurably } from '../keys/write-durably.ts';
import { readCredential } from '../options.ts';
import { createServerClient } from '../server-client/server-client.ts';
import { trustTlsRoot } from '../server-client/tls-root.ts';
import { createServerTrust } from '../server-client/trust.ts';
import { dpkg } from './dpkg.ts';
import { installUpdate } from './install-update.ts';
import { installedPackage } from './installed-package.ts';
import { lookForUpdate } from './look-for-update.ts';
import { parseUpdateOptions } from './options.ts';
import { stationsRun } from './running-stations.ts';

type Outcome = { outcome: 'current' | 'available' | 'waiting' | 'installed'; version: string };

const update = async (options: ReturnType<typeof parseUpdateOptions>): Promise<Outcome> => {
  const { folder, trustFile, tlsRootFile } = options;
  if (tlsRootFile !== undefined) trustTlsRoot(tlsRootFile);
  const server = createServerClient(options.server, readCredential(options.credentialFile));
  const trust = createServerTrust(server, folder, trustFile);
  const installed = installedPackage();
  if (!installed) throw new BedSignError('CONFIG_INVALID', 'not installed from a package');
  const version = dpkg.installedVersion(installed.product);
  const found = await lookForUpdate({ server, trust, seenFile: join(folder, 'seen.json'), installed, version });
  if (!found) return { outcome: 'current', version };
  if (!options.install || installed.format !== 'deb') return { outcome: 'available', version: found.name.version };
  if (stationsRun()) return { outcome: 'waiting', version: found.name.version };
  await installUpdate(found, { server, dpkg, folder: join(folder, 'packages') });
  return { outcome: 'installed', version: found.name.version };
};

try {
  const options = parseUpdateOptions(process.argv.slice(2));
  mkdirSync(options.folder, { recursive: true, mode: 0o755 });
  const report = (result: object): void => {
    const state = join(options.folder, 'state.json');
    writeDurably(state, `${JSON.stringify({ at: new Date().toISOString(), ...result })}\n`);
    chmodSync(state, 0o644); // diagnostics, which a nurse makes, carries it
  };
  try {
    const outcome = await update(options);
    report(outcome);
    console.log(JSON.stringify(outcome));
  } catch (thrown) {
    report({ error: asBedSignError(thrown) });
    throw thrown;
  }
} catch (thrown) {
  const error = asBedSignError(thrown);
  console.log(JSON.stringify({ error }));
  console.error(errorLine(error));
  process.exitCode = 1;
}
