export { makeMasterKey, readMasterKey } from './master-key.ts';
export { createVault, type Kind, openJson, openSealed, seal, sealJson, type Vault } from './vault.ts';
