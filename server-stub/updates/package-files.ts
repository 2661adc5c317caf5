import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex, type UpdatePackage } from '@bedsign/contract';
import { createSm3 } from '@bedsign/gm';

const folderOf = (data: string): string => join(data, 'updates');

/** Where a published package lies; `file` is a name that `parsePackageName` knows, so it leads nowhere else. */
export const packagePath = (data: string, file: string): string => join(folderOf(data), file);

/** Copies a package into the data folder, on the disk for good when this returns, and says what was copied. */
export const copyPackage = async (data: string, source: string, file: string): Promise<UpdatePackage> => {
  await mkdir(folderOf(data), { recursive: true, mode: 0o700 });
  const draft = `${packagePath(data, file)}.new`;
  const [sha256, sm3] = [createHash('sha256'), createSm3()];
  let size = 0;
  try {
    await using target = await open(draft, 'w', 0o600);
    for await (const part of createReadStream(source) as AsyncIterable<Buffer>) {
      sha256.update(part);
      sm3.update(part);
      size += part.length;
      await target.write(part);
    }
    await target.sync();
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
  await rename(draft, packagePath(data, file));
  return { file, size, sha256: sha256.digest('hex'), sm3: toHex(sm3.digest()) };
};
