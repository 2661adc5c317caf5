import { createHash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { BedSignError } from '@bedsign/contract';
import { randomBytes, sm4GcmDecrypt, sm4GcmEncrypt } from '@bedsign/gm';

/*
 * header                    SM4-GCM under the passphrase's key              checksum
 * magic ‖ version ‖ iterations ‖ salt ‖ IV | ciphertext ‖ tag, header as additional data | SM3 of all before
 *
 * Every version begins with the magic and ends with the checksum. That one needs no key: it tells a file that was
 * damaged on its way from a passphrase that is wrong. What was changed on purpose, with a new checksum, fails at the tag.
 */
const magic = Buffer.from('BEDSIGN-BACKUP\n');
const version = 1;
const bytes = { version: 1, iterations: 4, salt: 16, iv: 12, tag: 16, checksum: 32 } as const;
const headerBytes = magic.length + bytes.version + bytes.iterations + bytes.salt + bytes.iv;

/** PBKDF2-HMAC-SM3 (GM/T 0091): a third of a second here, and for each guess. The bounds are for what files ask for. */
const iterations = 600_000;
const mostIterations = 10_000_000;

const derive = promisify(pbkdf2);
const keyOf = (passphrase: string, salt: Uint8Array, rounds: number): Promise<Buffer> =>
  derive(passphrase.normalize('NFC'), salt, rounds, 16, 'sm3');

const checksumOf = (content: Uint8Array): Buffer => createHash('sm3').update(content).digest();

/** Seals a backup's content under a passphrase. */
export const sealBackup = async (passphrase: string, content: Uint8Array): Promise<Uint8Array> => {
  const numbers = Buffer.alloc(bytes.version + bytes.iterations);
  numbers.writeUInt8(version);
  numbers.writeUInt32BE(iterations, bytes.version);
  const [salt, iv] = [randomBytes(bytes.salt), randomBytes(bytes.iv)];
  const header = Buffer.concat([magic, numbers, salt, iv]);
  const sealed = sm4GcmEncrypt(await keyOf(passphrase, salt, iterations), iv, content, header);
  const file = Buffer.concat([header, sealed]);
  return Buffer.concat([file, checksumOf(file)]);
};

/** The parts of a file that is whole; BACKUP_UNKNOWN, BACKUP_TOO_NEW or BACKUP_DAMAGED. */
const readBackup = (file: Uint8Array) => {
  const data = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (!data.subarray(0, magic.length).equals(magic)) throw new BedSignError('BACKUP_UNKNOWN');
  const body = data.subarray(0, -bytes.checksum);
  if (body.length < headerBytes + bytes.tag) throw new BedSignError('BACKUP_DAMAGED', 'cut short');
  if (!checksumOf(body).equals(data.subarray(-bytes.checksum))) throw new BedSignError('BACKUP_DAMAGED', 'checksum');
  const found = body.readUInt8(magic.length);
  if (found > version) throw new BedSignError('BACKUP_TOO_NEW', `version ${found}`);
  const rounds = body.readUInt32BE(magic.length + bytes.version);
  if (found !== version || rounds < iterations || rounds > mostIterations)
    throw new BedSignError('BACKUP_DAMAGED', 'header');
  const header = body.subarray(0, headerBytes);
  const iv = header.subarray(-bytes.iv);
  const salt = header.subarray(-bytes.iv - bytes.salt, -bytes.iv);
  return { header, iv, salt, rounds, sealed: body.subarray(headerBytes) };
};

/** What `sealBackup` took. BACKUP_UNKNOWN, BACKUP_TOO_NEW, BACKUP_DAMAGED or BACKUP_PASSPHRASE_WRONG. */
export const openBackup = async (passphrase: string, file: Uint8Array): Promise<Uint8Array> => {
  const { header, iv, salt, rounds, sealed } = readBackup(file);
  const key = await keyOf(passphrase, salt, rounds);
  try {
    return sm4GcmDecrypt(key, iv, sealed, header);
  } catch (cause) {
    throw new BedSignError('BACKUP_PASSPHRASE_WRONG', undefined, { cause });
  }
};
