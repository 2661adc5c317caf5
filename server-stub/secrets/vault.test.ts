import assert from 'node:assert/strict';
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { createVault, makeMasterKey, openJson, readMasterKey, sealJson } from './index.ts';

test('what is sealed opens under its own kind and name alone', () => {
  const vault = createVault(new Uint8Array(32).fill(3));
  const sealed = sealJson(vault, 'patient', 'p1', { name: '王芳' });
  assert.ok(!Buffer.from(sealed, 'base64').includes('王芳'));
  assert.deepEqual(openJson(vault, 'patient', 'p1', sealed), { name: '王芳' });
  assert.throws(() => openJson(vault, 'patient', 'p2', sealed), { code: 'STORAGE_DAMAGED' });
  assert.throws(() => openJson(vault, 'signer', 'p1', sealed), { code: 'STORAGE_DAMAGED' });
  assert.notEqual(sealJson(vault, 'patient', 'p1', { name: '王芳' }), sealed);
});

test('the master key is made once, for the server account alone, and refused where others can read it', async () => {
  await using folder = await temporaryFolder();
  assert.throws(() => readMasterKey(folder.path), { code: 'MASTER_KEY_MISSING' });
  makeMasterKey(folder.path);
  const key = readMasterKey(folder.path);
  makeMasterKey(folder.path);
  assert.deepEqual(readMasterKey(folder.path), key);
  const path = join(folder.path, 'secrets', 'master.key');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  chmodSync(path, 0o644);
  assert.throws(() => readMasterKey(folder.path), { code: 'CONFIG_INVALID' });
});
