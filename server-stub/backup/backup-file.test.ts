import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { sm4GcmDecrypt } from '@bedsign/gm';
import { openBackup, sealBackup } from './backup-file.ts';

const passphrase = '备份口令 caf\u00e9 2026';
const content = Buffer.from('settings, keys, accounts');
let file: Buffer;
before(async () => {
  file = Buffer.from(await sealBackup(passphrase, content));
});

/** With the checksum made right again, as somebody would who means it. */
const forged = (change: (body: Buffer) => void): Buffer => {
  const body = Buffer.from(file.subarray(0, -32));
  change(body);
  return Buffer.concat([body, createHash('sm3').update(body).digest()]);
};

test('what was sealed opens with its passphrase, however that is composed, and with no other', async () => {
  assert.deepEqual(await openBackup(passphrase, file), new Uint8Array(content));
  assert.deepEqual(await openBackup(passphrase.normalize('NFD'), file), new Uint8Array(content));
  for (const wrong of ['', `${passphrase} `, passphrase.toUpperCase()])
    await assert.rejects(openBackup(wrong, file), { code: 'BACKUP_PASSPHRASE_WRONG' });
  assert.ok(!file.includes(content));
  assert.ok(!(await sealBackup(passphrase, content)).subarray(20, 48).every((byte, at) => byte === file[20 + at]));
});

test('a damaged byte is found wherever it stands, a cut file wherever it ends', async () => {
  for (let at = 0; at < file.length; at++) {
    const damaged = Buffer.from(file);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const code = at < 15 ? 'BACKUP_UNKNOWN' : 'BACKUP_DAMAGED';
    await assert.rejects(openBackup(passphrase, damaged), { code }, `byte ${at}`);
    await assert.rejects(openBackup(passphrase, file.subarray(0, at)), { code }, `cut at ${at}`);
  }
  await assert.rejects(openBackup(passphrase, Buffer.concat([file, Buffer.from([0])])), { code: 'BACKUP_DAMAGED' });
  await assert.rejects(openBackup(passphrase, Buffer.from('%PDF-1.7')), { code: 'BACKUP_UNKNOWN' });
});

test('what was changed on purpose does not open', async () => {
  for (const at of [20, 36, 50, file.length - 33])
    await assert.rejects(
      openBackup(
        passphrase,
        forged((body) => {
          body[at] = (body[at] ?? 0) ^ 1;
        }),
      ),
      { code: 'BACKUP_PASSPHRASE_WRONG' },
      `byte ${at}`,
    );
});

test('a newer version is named; a file that asks for too little or too much work is refused', async () => {
  await assert.rejects(
    openBackup(
      passphrase,
      forged((body) => void body.writeUInt8(2, 15)),
    ),
    { code: 'BACKUP_TOO_NEW' },
  );
  for (const rounds of [1, 599_999, 10_000_001, 0xffffffff])
    await assert.rejects(
      openBackup(
        passphrase,
        forged((body) => void body.writeUInt32BE(rounds, 16)),
      ),
      {
        code: 'BACKUP_DAMAGED',
      },
    );
});

test("the passphrase's key is PBKDF2-HMAC-SM3 as another program derives it", () => {
  const [salt, iv] = [file.subarray(20, 36), file.subarray(36, 48)];
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const given = [`hexpass:${hex(Buffer.from(passphrase))}`, `hexsalt:${hex(salt)}`, 'iter:600000', 'digest:SM3'];
  const options = given.flatMap((option) => ['-kdfopt', option]);
  const key = execFileSync('openssl', ['kdf', '-keylen', '16', '-binary', ...options, 'PBKDF2']);
  assert.deepEqual(sm4GcmDecrypt(key, iv, file.subarray(48, -32), file.subarray(0, 48)), new Uint8Array(content));
});
