import { toPem } from '../keys/pem.ts';
import { run, withFiles } from './run.ts';

type Verdict = Promise<{ ok: boolean; text: string }>;

const distid = 'distid:1234567812345678'; // OpenSSL knows no default signer ID
const spkiPrefix = '3059301306072a8648ce3d020106082a811ccf5501822d034200';
const pem = (certificates: readonly Uint8Array[]) => certificates.map((der) => toPem('CERTIFICATE', der)).join('');

/** `openssl dgst -sm3 -verify` of an SM2 signature over a message. */
export const opensslVerifySm2 = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): Verdict => {
  const spki = toPem('PUBLIC KEY', Buffer.concat([Buffer.from(spkiPrefix, 'hex'), publicKey]));
  return withFiles([spki, signature, message], ([key = '', sig = '', data = '']) =>
    run('openssl', ['dgst', '-sm3', '-verify', key, '-sigopt', distid, '-signature', sig, data]),
  );
};

/** `openssl verify` of a leaf; with `partial`, the one CA given needs not be a root (a single link of a longer chain). */
export const opensslVerifyChain = (
  leaf: Uint8Array,
  authorities: readonly Uint8Array[],
  { partial = false, sm2 = false } = {},
): Verdict =>
  withFiles([pem([leaf]), pem(authorities)], ([leafFile = '', caFile = '']) => {
    const options = [...(partial ? ['-partial_chain'] : []), ...(sm2 ? ['-vfyopt', distid] : [])];
    return run('openssl', ['verify', '-x509_strict', ...options, '-CAfile', caFile, leafFile]);
  });

/** `openssl ts -verify` of a whole reply against its query. */
export const opensslVerifyReply = (query: Uint8Array, reply: Uint8Array, anchors: readonly Uint8Array[]): Verdict =>
  withFiles([query, reply, pem(anchors)], ([queryFile = '', replyFile = '', caFile = '']) =>
    run('openssl', ['ts', '-verify', '-queryfile', queryFile, '-in', replyFile, '-CAfile', caFile]),
  );

/** `openssl ts -reply -text`: how OpenSSL reads a reply. */
export const opensslReadReply = (reply: Uint8Array): Verdict =>
  withFiles([reply], ([file = '']) => run('openssl', ['ts', '-reply', '-in', file, '-text']));
