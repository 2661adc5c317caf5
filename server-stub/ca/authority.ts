import { type CertificateRequest, importSigningKey, issueCertificate } from '@bedsign/gm';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { loadIdentity } from './identities.ts';
import { fromTemplate, type ProfileName, type TemplateName } from './templates.ts';
import { licensedTsaRoots } from './tsa-identity.ts';

type Extras = Pick<CertificateRequest, 'dnsNames' | 'ipAddresses' | 'biometricHash'>;
export type Subject = Extras &
  Pick<CertificateRequest, 'publicKey' | 'publicKeyAlgorithm'> & { organisation: string; commonName: string };

/** One hierarchy in use. Certificates are DER. */
export type Authority = {
  root: Uint8Array;
  issuing: Uint8Array;
  /** What verification trusts: our root, and for time stamps also the licensed CAs that have certified our key. */
  trust: { anchors: Uint8Array[]; timeStampAnchors: Uint8Array[] };
  /** Signs with the issuing CA's key; the caller stores the certificate. */
  issue(template: TemplateName, subject: Subject): Promise<Uint8Array>;
};
export type Authorities = Record<ProfileName, Authority>;

const loadAuthority = async (db: Db, vault: Vault, profile: ProfileName): Promise<Authority> => {
  const issuing = await loadIdentity(db, vault, `${profile} issuing`);
  const key = await importSigningKey(issuing.pkcs8);
  const root = (await loadIdentity(db, vault, `${profile} root`)).certificate;
  const timeStampAnchors = [root, ...(await licensedTsaRoots(db, vault, profile))];
  return {
    root,
    issuing: issuing.certificate,
    trust: { anchors: [root], timeStampAnchors },
    issue: (template, { organisation, commonName, ...subject }) =>
      issueCertificate({
        ...subject,
        ...fromTemplate(template, organisation, commonName),
        // The issuer's name is taken from its certificate.
        issuer: { name: { CN: '' }, key, certificate: issuing.certificate },
      }),
  };
};

export const loadAuthorities = async (db: Db, vault: Vault): Promise<Authorities> => ({
  sm2: await loadAuthority(db, vault, 'sm2'),
  ecdsa: await loadAuthority(db, vault, 'ecdsa'),
});
