export { type Authorities, type Authority, loadAuthorities } from './authority.ts';
export { isInForce, loadCertificate, storeCertificate } from './certificate-store.ts';
export { writeTrustAnchors } from './chains.ts';
export { type Identity, type IdentityName, loadIdentity, storeIdentity } from './identities.ts';
export { initialiseAuthorities } from './initialise.ts';
export { toPemChain } from './pem-chain.ts';
export { caRoutes } from './routes.ts';
export { type ProfileName, profiles, templates } from './templates.ts';
export { licensedTsaChains, loadTsaIdentity, requestTsaCertificate } from './tsa-identity.ts';
