export { verifyDocument } from './verify-document.ts';
