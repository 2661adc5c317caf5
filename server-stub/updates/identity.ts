import { generateSigningKey } from '@bedsign/gm';
import { type Identity, loadAuthorities, loadIdentity, storeIdentity } from '../ca/index.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, readSetting } from '../storage/index.ts';

const exists = async (trx: Db): Promise<boolean> =>
  (await trx.selectFrom('identity').select('name').where('name', '=', 'update').executeTakeFirst()) !== undefined;

/** The key that signs the list of updates and nothing else; made when the first package is published. */
export const ensureUpdateIdentity = async (trx: Db, vault: Vault): Promise<void> => {
  if (await exists(trx)) return;
  const { key, pkcs8 } = await generateSigningKey('sm2');
  const { sm2 } = await loadAuthorities(trx, vault);
  const certificate = await sm2.issue('update', {
    organisation: (await readSetting(trx, 'organisation')) ?? '',
    commonName: 'BedSign Updates',
    publicKey: key.publicKey,
    publicKeyAlgorithm: 'sm2',
  });
  await storeIdentity(trx, vault, 'update', 'update', { pkcs8, certificate });
};

export const loadUpdateIdentity = (db: Db, vault: Vault): Promise<Identity> => loadIdentity(db, vault, 'update');
