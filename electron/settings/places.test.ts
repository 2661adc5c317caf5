import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf } from './places.ts';

test('on Linux', () => {
  assert.deepEqual(placesOf('linux', {}, { username: 'nurse', homedir: '/home/nurse' }), {
    policyFile: '/etc/bedsign/policy.json',
    registryKey: null,
    userFile: '/home/nurse/.config/bedsign/settings.json',
    credentialFile: '/etc/bedsign/station-credential.json',
    dataFolder: '/var/lib/bedsign-station/nurse',
    updateFolder: '/var/lib/bedsign-update',
  });
});

test('on Windows', () => {
  const env = { ProgramData: 'D:\\Data', APPDATA: 'C:\\U\\n\\R', LOCALAPPDATA: 'C:\\U\\n\\L' };
  assert.deepEqual(placesOf('win32', env, { username: 'n', homedir: 'C:\\U\\n' }), {
    policyFile: 'D:\\Data\\BedSign\\policy.json',
    registryKey: 'HKLM\\SOFTWARE\\BedSign',
    userFile: 'C:\\U\\n\\R\\BedSign\\settings.json',
    credentialFile: 'D:\\Data\\BedSign\\station-credential.json',
    dataFolder: 'C:\\U\\n\\L\\BedSign',
    updateFolder: 'D:\\Data\\BedSign\\update',
  });
});
