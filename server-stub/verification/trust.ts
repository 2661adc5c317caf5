import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { BedSignError } from '@bedsign/contract';
import { fromPem, parseCertificate } from '@bedsign/gm';
import { userPath } from './user-path.ts';

/** Where `npm start` and `npm run demo` keep the demo hospital's SM2 root. */
export const defaultTrust = './data/server/trust/root.pem';

/** The roots in a PEM file. Others that came along in a chain are not trusted by themselves. */
const rootsIn = async (path: string): Promise<Uint8Array[]> => {
  try {
    const certificates = fromPem(await readFile(path, 'utf8'), 'CERTIFICATE').map(parseCertificate);
    return certificates
      .filter(({ issuer, subject, ca }) => {
        const isSelfIssued = JSON.stringify(issuer) === JSON.stringify(subject);
        return ca && isSelfIssued;
      })
      .map(({ der }) => der);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BedSignError('TRUST_ANCHOR_MISSING', `${path}: ${why}`, { cause });
  }
};

/**
 * The trusted roots: those in the files named, else in BEDSIGN_TRUST, else in the demo's data folder.
 * TRUST_ANCHOR_MISSING if there is none, or a file is unreadable or holds none.
 */
export const loadAnchors = async (named: string[], environment: NodeJS.ProcessEnv): Promise<Uint8Array[]> => {
  const { BEDSIGN_TRUST: set } = environment;
  const otherwise = set ? userPath(set) : (set ?? (existsSync(defaultTrust) ? defaultTrust : undefined));
  const paths = named.length === 0 && otherwise ? [otherwise] : named;
  const anchors: Uint8Array[] = [];
  for (const path of paths) {
    const roots = await rootsIn(path);
    if (roots.length === 0) throw new BedSignError('TRUST_ANCHOR_MISSING', `${path} holds no root certificate`);
    anchors.push(...roots);
  }
  if (anchors.length === 0) throw new BedSignError('TRUST_ANCHOR_MISSING');
  return anchors;
};
