export { makeMasterKey, readMasterKey } from './master-key.ts';
export { createVault, openJson, openSealed, seal, sealJson, type Vault } from './vault.ts';
