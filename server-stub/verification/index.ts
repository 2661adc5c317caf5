export { readSignatures } from './read/signatures.ts';
export { verifyDocument } from './verify-document.ts';
