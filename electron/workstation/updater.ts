import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BedSignError } from '@bedsign/contract';
import { installedFile } from '../settings/installed.ts';
import type { Places } from '../settings/places.ts';
import { readSettings } from '../settings/read-settings.ts';

const updater = fileURLToPath(new URL('../../native-bridge/updates/main.ts', import.meta.url));

/** What decides which server root listens to must be root's alone, or any user could choose it. */
const refuseWritable = (path: string): void => {
  const { uid, mode } = statSync(path);
  if (uid !== 0 || (mode & 0o022) !== 0)
    throw new BedSignError('WORKSTATION_SETTINGS_INVALID', `${path}: owned or writable by others than root`);
};

/**
 * `bedsign update`: looks for an update once; as root, and where the policy says so, installs it. The timer that the deb
 * brings calls it (bedsign-update.timer).
 */
export const update = (_: unknown, places: Places): void => {
  const settings = readSettings(places);
  const { serverUrl, credentialFile, caCertificate, updates } = settings;
  if (updates?.value === 'off' || !installedFile()) {
    console.log(JSON.stringify({ outcome: 'off' }));
    return;
  }
  if (!serverUrl) throw new BedSignError('WORKSTATION_NOT_CONFIGURED', places.policyFile);
  if (!caCertificate) throw new BedSignError('TRUST_ANCHOR_MISSING', places.policyFile);
  const root = process.getuid?.() === 0;
  if (root) for (const path of [places.policyFile, caCertificate.value]) refuseWritable(path);
  const tls = serverUrl.value.startsWith('https:') ? ['--tls-root', caCertificate.value] : [];
  const args = [
    ...['--server', serverUrl.value, '--credential', String(credentialFile?.value)],
    ...['--folder', root ? places.updateFolder : places.dataFolder, '--trust', caCertificate.value, ...tls],
    ...(root && updates?.value === 'install' ? ['--install'] : []),
  ];
  const { status } = spawnSync(process.execPath, [updater, ...args], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
};
