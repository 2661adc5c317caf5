import { BedSignError } from '@bedsign/contract';
import { readCredentialName } from './credential.ts';
import type { Places } from './places.ts';
import type { Effective } from './read-settings.ts';

/** The station's command line, as these settings want it; what is missing is named. */
export const stationArguments = (places: Places, settings: Effective, pages: string): string[] => {
  const { serverUrl, credentialFile, caCertificate, port, devices, chipProfile, serialPad, updates } = settings;
  if (!serverUrl) throw new BedSignError('WORKSTATION_NOT_CONFIGURED', places.policyFile);
  readCredentialName(settings);
  const server = serverUrl.value;
  const by = updates?.value === 'install' && process.platform === 'linux' ? 'machine' : 'it';
  return [
    ...['--data', places.dataFolder, '--server', server, '--pages', pages],
    ...['--port', String(port?.value), '--credential', String(credentialFile?.value)],
    ...['--devices', String(devices?.value)],
    ...(chipProfile ? ['--chip-profile', chipProfile.value] : []),
    ...(serialPad ? ['--serial-pad', serialPad.value] : []),
    ...(updates?.value === 'off' ? [] : ['--update-by', by]),
    ...(caCertificate ? ['--trust', caCertificate.value] : []),
    ...(caCertificate && server.startsWith('https:') ? ['--tls-root', caCertificate.value] : []),
  ];
};
