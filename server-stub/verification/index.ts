export { readSignatures } from './read/signatures.ts';
export type { Anchors } from './signature-report.ts';
export { verifyDocument } from './verify-document.ts';
