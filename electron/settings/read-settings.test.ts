import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from './read-settings.ts';
import { stationArguments } from './station-arguments.ts';
import { testPlaces } from './testing.ts';

const credential = { id: 's1', name: '五楼护士站', token: 'a-secret-token' };
const none = () => ({});
const refusal =
  (code: string, ...words: string[]) =>
  (thrown: unknown) => {
    const { code: actual, detail } = thrown as { code: string; detail: string };
    assert.equal(actual, code);
    for (const word of words) assert.ok(detail.includes(word), `${word} in ${detail}`);
    return true;
  };

test('policy beats registry beats user beats default, value by value, and each says where it comes from', (t) => {
  const places = testPlaces(t, {
    policy: '\uFEFF{"serverUrl": "https://policy.local"}',
    user: { serverUrl: 'https://user.local', port: 9001, shell: 'browser' },
  });
  const settings = readSettings(places, (key) => {
    assert.equal(key, 'HKLM\\SOFTWARE\\BedSign');
    return { serverUrl: 'https://registry.local', port: 9002 };
  });
  assert.deepEqual(settings, {
    serverUrl: { value: 'https://policy.local', source: 'policy', where: places.policyFile },
    port: { value: 9002, source: 'registry', where: places.registryKey },
    shell: { value: 'browser', source: 'user', where: places.userFile },
    credentialFile: { value: places.credentialFile, source: 'default', where: '' },
    autostart: { value: true, source: 'default', where: '' },
    devices: { value: 'real', source: 'default', where: '' },
    updates: { value: 'notify', source: 'default', where: '' },
  });
});

const bad: [what: string, content: unknown, word: string][] = [
  ['no JSON', '{', 'JSON'],
  ['a misspelt name', { severUrl: 'https://a' }, 'severUrl'],
  ['another scheme', { serverUrl: 'ftp://a' }, '/serverUrl'],
  ['a password in the address', { serverUrl: 'https://u:p@a' }, '/serverUrl'],
  ['a port as text', { port: '8601' }, '/port'],
  ['port 0', { port: 0 }, '/port'],
  ['an unknown shell', { shell: 'firefox' }, '/shell'],
  ['an unknown way of updating', { updates: 'always' }, '/updates'],
  ['a list', [], '/'],
];
for (const [what, content, word] of bad)
  test(`${what} is refused, whichever file it stands in, also under a good policy`, (t) => {
    const policy = testPlaces(t, { policy: content });
    const invalid = 'WORKSTATION_SETTINGS_INVALID';
    assert.throws(() => readSettings(policy, none), refusal(invalid, policy.policyFile, word));
    const user = testPlaces(t, { policy: { serverUrl: 'https://a', port: 1, shell: 'auto' }, user: content });
    assert.throws(() => readSettings(user, none), refusal(invalid, user.userFile, word));
  });

test('a bad registry value is named with its key', (t) => {
  const places = testPlaces(t);
  assert.throws(
    () => readSettings(places, () => ({ autostart: 'perhaps' })),
    refusal('WORKSTATION_SETTINGS_INVALID', 'HKLM\\SOFTWARE\\BedSign', '/autostart'),
  );
});

test('the station starts with exactly what was set', (t) => {
  const policy = {
    ...{ serverUrl: 'https://sign.local:8600', caCertificate: '/etc/bedsign/roots.pem', stationId: 's1' },
    ...{ chipProfile: '/etc/bedsign/chip.json', serialPad: '/dev/ttyS0' },
  };
  const places = testPlaces(t, { policy, credential });
  assert.deepEqual(stationArguments(places, readSettings(places, none), '/pages'), [
    ...['--data', places.dataFolder, '--server', policy.serverUrl, '--pages', '/pages'],
    ...['--port', '8601', '--credential', places.credentialFile],
    ...['--devices', 'real', '--chip-profile', policy.chipProfile, '--serial-pad', policy.serialPad],
    ...['--update-by', 'it'],
    ...['--trust', policy.caCertificate, '--tls-root', policy.caCertificate],
  ]);
});

test('who installs updates is what the policy says; off looks for none', (t) => {
  const updateBy = (updates?: string) => {
    const places = testPlaces(t, { policy: { serverUrl: 'https://a', ...(updates ? { updates } : {}) }, credential });
    const args = stationArguments(places, readSettings(places, none), '/pages');
    return args.includes('--update-by') ? args[args.indexOf('--update-by') + 1] : null;
  };
  assert.deepEqual([updateBy(), updateBy('notify'), updateBy('off')], ['it', 'it', null]);
  assert.equal(updateBy('install'), process.platform === 'linux' ? 'machine' : 'it');
});

test('what is missing is named, and no secret with it', (t) => {
  const start = (files: Parameters<typeof testPlaces>[1]) => {
    const places = testPlaces(t, files);
    return () => stationArguments(places, readSettings(places, none), '/pages');
  };
  const serverUrl = 'https://a';
  assert.throws(start({ credential }), refusal('WORKSTATION_NOT_CONFIGURED', 'policy.json'));
  assert.throws(start({ policy: { serverUrl } }), refusal('STATION_CREDENTIAL_UNUSABLE', 'station-credential.json'));
  for (const broken of ['{"token": a-secret-token', { id: 's1', name: 5, token: 'a-secret-token' }])
    assert.throws(start({ policy: { serverUrl }, credential: broken }), (thrown) => {
      assert.doesNotMatch(JSON.stringify(thrown) + String(thrown), /a-secret/);
      return refusal('STATION_CREDENTIAL_UNUSABLE', 'station-credential.json')(thrown);
    });
  assert.throws(
    start({ policy: { serverUrl, stationId: 's2' }, credential }),
    refusal('STATION_CREDENTIAL_MISMATCH', 's1', 's2'),
  );
});
