import { toPem } from '../keys/to-pem.ts';
import { readFile, run, withFiles } from './run.ts';

type Verdict = Promise<{ ok: boolean; text: string }>;

const distid = 'distid:1234567812345678'; // OpenSSL knows no default signer ID
const spkiPrefix = '3059301306072a8648ce3d020106082a811ccf5501822d034200';
const publicPem = (publicKey: Uint8Array) =>
  toPem('PUBLIC KEY', Buffer.concat([Buffer.from(spkiPrefix, 'hex'), publicKey]));
const pem = (certificates: readonly Uint8Array[]) => certificates.map((der) => toPem('CERTIFICATE', der)).join('');

/** `openssl dgst -sm3 -verify` of an SM2 signature over a message. */
export const opensslVerifySm2 = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): Verdict =>
  withFiles([publicPem(publicKey), signature, message], ([key = '', sig = '', data = '']) =>
    run('openssl', ['dgst', '-sm3', '-verify', key, '-sigopt', distid, '-signature', sig, data]),
  );

/** `openssl pkeyutl -decrypt` with an SM2 key; the plaintext as hexadecimal text. */
export const opensslDecrypt = (cipher: Uint8Array, pkcs8: Uint8Array): Verdict =>
  withFiles([toPem('PRIVATE KEY', pkcs8), cipher], ([key = '', data = '']) =>
    run('openssl', ['pkeyutl', '-decrypt', '-inkey', key, '-in', data, '-hexdump']),
  );

/** `openssl pkeyutl -encrypt` to an SM2 key. */
export const opensslEncrypt = (plaintext: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> =>
  withFiles([publicPem(publicKey), plaintext], async ([key = '', data = '']) => {
    const { ok, text } = await run('openssl', [
      'pkeyutl',
      '-encrypt',
      '-pubin',
      '-inkey',
      key,
      '-in',
      data,
      '-out',
      `${data}.der`,
    ]);
    if (!ok) throw new Error(text);
    return Uint8Array.from(await readFile(`${data}.der`));
  });

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
