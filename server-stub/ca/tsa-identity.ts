import { equalBytes } from '@bedsign/contract';
import { type Certificate, createCertificationRequest, importSigningKey, parseCertificate, toPem } from '@bedsign/gm';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { type ImportedChain, importedTsaChains } from '../tsa/certificates/imported.ts';
import { type Identity, loadIdentity } from './identities.ts';
import type { ProfileName } from './templates.ts';

const derOf = ({ der }: Certificate): Uint8Array => der;

/** Chains that a licensed CA has issued for the time-stamp key of this server, oldest first. */
export const licensedTsaChains = async (db: Db, vault: Vault, profile: ProfileName): Promise<ImportedChain[]> => {
  const imported = await importedTsaChains({ db, vault });
  if (imported.length === 0) return [];
  const { certificate } = await loadIdentity(db, vault, `${profile} tsa`);
  const { publicKey } = parseCertificate(certificate);
  return imported.filter(({ chain: [leaf] }) => leaf !== undefined && equalBytes(leaf.publicKey, publicKey));
};

/** The time-stamp key, the certificate it stamps under and the CAs above it up to, and without, the root. */
export type TsaIdentity = Identity & { chain: Uint8Array[] };

/**
 * The certificate is the latest of a licensed CA that is valid `at`, where an administrator has imported one for this key;
 * else our own CA's, which `issuing` has signed.
 */
export const loadTsaIdentity = async (
  db: Db,
  vault: Vault,
  profile: ProfileName,
  { issuing, at }: { issuing: Uint8Array; at: Date },
): Promise<TsaIdentity> => {
  const own = await loadIdentity(db, vault, `${profile} tsa`);
  const licensed = (await licensedTsaChains(db, vault, profile))
    .filter(({ chain: [leaf] }) => leaf && leaf.notBefore <= at && at <= leaf.notAfter)
    .at(-1);
  const [leaf, ...issuers] = licensed?.chain ?? [];
  if (!leaf) return { ...own, chain: [issuing] };
  return { pkcs8: own.pkcs8, certificate: leaf.der, chain: issuers.slice(0, -1).map(derOf) };
};

/** The roots under which licensed time stamps of this server hold, also those of certificates that have expired since. */
export const licensedTsaRoots = async (db: Db, vault: Vault, profile: ProfileName): Promise<Uint8Array[]> =>
  (await licensedTsaChains(db, vault, profile)).flatMap(({ chain }) => chain.at(-1)?.der ?? []);

/** PKCS#10 (RFC 2986), PEM: what a licensed CA needs to certify the time-stamp key of this server. */
export const requestTsaCertificate = async (db: Db, vault: Vault, profile: ProfileName): Promise<string> => {
  const { pkcs8, certificate } = await loadIdentity(db, vault, `${profile} tsa`);
  const { subject } = parseCertificate(certificate);
  const request = await createCertificationRequest({ subject, key: await importSigningKey(pkcs8) });
  return toPem('CERTIFICATE REQUEST', request);
};
