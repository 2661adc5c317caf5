export { masterKey } from './master-key.ts';
export { createVault, openJson, sealJson, type Vault } from './vault.ts';
