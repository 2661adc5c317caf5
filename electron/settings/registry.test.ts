import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRegistry } from './registry.ts';

/** As reg.exe prints it: a blank line, the key, its values, a blank line, CRLF. */
const output = [
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\BedSign',
  '    serverUrl    REG_SZ    https://sign.hospital.local:8600',
  '    stationId    REG_SZ    ',
  '    caCertificate    REG_SZ    D:\\信息科 证书\\roots.pem',
  '    autostart    REG_SZ    0',
  '    port    REG_DWORD    0x2199',
  '    (默认)    REG_SZ    x',
  '    blob    REG_BINARY    00FF',
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\BedSign\\Other',
  '',
].join('\r\n');

test("reg query's lines become values of the settings' types; properties that were not given are no values", () => {
  assert.deepEqual(parseRegistry(output), {
    serverUrl: 'https://sign.hospital.local:8600',
    caCertificate: 'D:\\信息科 证书\\roots.pem',
    autostart: false,
    port: 8601,
  });
});

test('autostart as administrators write it', () => {
  const autostart = (type: string, data: string) => parseRegistry(`    autostart    ${type}    ${data}`).autostart;
  assert.equal(autostart('REG_DWORD', '0x0'), false);
  assert.equal(autostart('REG_DWORD', '0x1'), true);
  assert.equal(autostart('REG_SZ', 'true'), true);
  assert.equal(autostart('REG_SZ', 'False'), false);
  assert.equal(autostart('REG_SZ', 'perhaps'), 'perhaps', 'the schema refuses it by name');
});

test('text that is no reg query output is no values', () => {
  for (const text of ['', 'ERROR: The system was unable to find the specified registry key or value.\r\n'])
    assert.deepEqual(parseRegistry(text), {});
});
