import { generateSigningKey, issueCertificate } from '@bedsign/gm';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { type Authorities, loadAuthorities } from './authority.ts';
import { type IdentityName, storeIdentity } from './identities.ts';
import { fromTemplate, type ProfileName, profiles, type TemplateName } from './templates.ts';

/** The end-entity identities of a new server. */
const ownIdentities: { name: IdentityName; template: TemplateName; profile: ProfileName; commonName: string }[] = [
  { name: 'sm2 tsa', template: 'tsa', profile: 'sm2', commonName: 'BedSign SM2 Time Stamp Authority' },
  { name: 'ecdsa tsa', template: 'tsa', profile: 'ecdsa', commonName: 'BedSign ECDSA Time Stamp Authority' },
  { name: 'seal', template: 'seal', profile: 'sm2', commonName: 'BedSign Seal' },
  { name: 'evidence', template: 'evidence', profile: 'sm2', commonName: 'BedSign Evidence Encryption' },
];

/** A root and an issuing CA. The root's key signs here and is never loaded again. */
const createHierarchy = async (trx: Db, vault: Vault, profile: ProfileName, organisation: string): Promise<void> => {
  const algorithm = profiles[profile];
  const root = await generateSigningKey(algorithm);
  const issuing = await generateSigningKey(algorithm);
  const rootRequest = fromTemplate('root', organisation, `BedSign ${profile.toUpperCase()} Root CA`);
  const rootCertificate = await issueCertificate({
    ...rootRequest,
    issuer: { name: rootRequest.subject, key: root.key },
    publicKey: root.key.publicKey,
    publicKeyAlgorithm: algorithm,
  });
  const issuingCertificate = await issueCertificate({
    ...fromTemplate('issuing', organisation, `BedSign ${profile.toUpperCase()} Issuing CA`),
    issuer: { name: rootRequest.subject, key: root.key, certificate: rootCertificate },
    publicKey: issuing.key.publicKey,
    publicKeyAlgorithm: algorithm,
  });
  await storeIdentity(trx, vault, `${profile} root`, 'root', { pkcs8: root.pkcs8, certificate: rootCertificate });
  await storeIdentity(trx, vault, `${profile} issuing`, 'issuing', {
    pkcs8: issuing.pkcs8,
    certificate: issuingCertificate,
  });
};

/** All keys and certificates of a new server, in one transaction with whatever else its first run makes. */
export const initialiseAuthorities = async (trx: Db, vault: Vault, organisation: string): Promise<Authorities> => {
  await createHierarchy(trx, vault, 'sm2', organisation);
  await createHierarchy(trx, vault, 'ecdsa', organisation);
  const authorities = await loadAuthorities(trx, vault);
  for (const { name, template, profile, commonName } of ownIdentities) {
    const publicKeyAlgorithm = profiles[profile];
    const { key, pkcs8 } = await generateSigningKey(publicKeyAlgorithm);
    const subject = { organisation, commonName, publicKey: key.publicKey, publicKeyAlgorithm };
    const certificate = await authorities[profile].issue(template, subject);
    await storeIdentity(trx, vault, name, template, { pkcs8, certificate });
  }
  return authorities;
};
