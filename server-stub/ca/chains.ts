import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authorities, Authority } from './authority.ts';
import { toPemChain } from './pem-chain.ts';

export const authorityChain = ({ issuing, root }: Authority): string => toPemChain(issuing, root);

/** The trust anchors as files, for stations and verifiers on this machine. */
export const writeTrustAnchors = async (folder: string, { sm2, ecdsa }: Authorities): Promise<void> => {
  const trust = join(folder, 'trust');
  await mkdir(trust, { recursive: true });
  await writeFile(join(trust, 'root.pem'), toPemChain(sm2.root));
  await writeFile(join(trust, 'ecdsa-root.pem'), toPemChain(ecdsa.root));
};
