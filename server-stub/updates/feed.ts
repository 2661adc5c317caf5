import { BedSignError, compareVersions, type SignedUpdateFeed, type UpdateFeed } from '@bedsign/contract';
import { importSigningKey, signDetached } from '@bedsign/gm';
import type { Authority } from '../ca/index.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { loadUpdateIdentity } from './identity.ts';
import { kindOf, type Published, publishedPackages } from './publish.ts';

/** How long a list of updates says something, milliseconds. */
export const feedLifeMs = 7 * 24 * 60 * 60 * 1000;

/** The newest of each kind, in order of their names. */
const newest = (all: Awaited<ReturnType<typeof publishedPackages>>): Published[] => {
  const byVersion = all.toSorted((a, b) => compareVersions(a.name.version, b.name.version));
  return [...new Map(byVersion.map((one) => [kindOf(one.name), one])).values()].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
};

/** The signed list of what is published; NOT_FOUND until something is. */
export const signedFeed = async (
  { db, vault, authority }: { db: Db; vault: Vault; authority: Authority },
  now = Date.now(),
): Promise<SignedUpdateFeed> => {
  const packages = newest(await publishedPackages(db));
  if (packages.length === 0) throw new BedSignError('NOT_FOUND', 'no update is published');
  const feed: UpdateFeed = {
    format: 'bedsign-update-feed 1',
    publishedAt: Math.max(...packages.map(({ publishedAt }) => publishedAt)),
    expiresAt: now + feedLifeMs,
    packages: packages.map(({ file, size, sha256, sm3 }) => ({ file, size, sha256, sm3 })),
  };
  const text = JSON.stringify(feed);
  const { pkcs8, certificate } = await loadUpdateIdentity(db, vault);
  const signature = await signDetached({
    content: Buffer.from(text),
    key: await importSigningKey(pkcs8),
    certificate,
    chain: [authority.issuing],
  });
  return { feed: text, signature: Buffer.from(signature).toString('base64') };
};
