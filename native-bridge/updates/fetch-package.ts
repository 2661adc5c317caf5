import { createHash } from 'node:crypto';
import { BedSignError, toHex, type UpdatePackage } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import type { ServerClient } from '../server-client/server-client.ts';

/** The bytes of a package, held against the signed list: size, SHA-256 and SM3. UPDATE_FILE_CHANGED if one differs. */
export const fetchPackage = async (
  server: Pick<ServerClient, 'updatePackage'>,
  { file, size, sha256, sm3: expected }: UpdatePackage,
): Promise<Uint8Array> => {
  const bytes = await server.updatePackage(file, size);
  const same =
    bytes.length === size &&
    createHash('sha256').update(bytes).digest('hex') === sha256 &&
    toHex(sm3(bytes)) === expected;
  if (!same) throw new BedSignError('UPDATE_FILE_CHANGED', file);
  return bytes;
};
