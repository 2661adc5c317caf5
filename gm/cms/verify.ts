import { equalBytes } from '../bytes.ts';
import { digest } from '../keys/digest.ts';
import { verifySignature } from '../keys/verify-signature.ts';
import type { ParsedSignedData } from './parse.ts';

/**
 * Checks the signature of a SignedData (RFC 5652 §5.6). `signature`: holds over the signed attributes under the signer's
 * key. `signingCertificate`: ESS signingCertificateV2 is there and names this very certificate (RFC 5035 §5), so that no
 * other certificate of the same key can take its place. The caller compares `messageDigest` with the digest of the content
 * and verifies the chain.
 * @example
 * import { parseSignedData, signDetached, sm3, verifySignedData } from '@bedsign/gm';
 * const parsed = parseSignedData(await signDetached({ content: message, key, certificate, chain: [] }));
 * const { signature, signingCertificate } = await verifySignedData(parsed);
 * const isOfContent = sm3(message).every((byte, index) => byte === parsed.messageDigest[index]);
 * if (!signature || !signingCertificate || !isOfContent) throw new Error('does not hold');
 */
export async function verifySignedData(
  parsed: ParsedSignedData,
): Promise<{ signature: boolean; signingCertificate: boolean }> {
  const { signer, signatureAlgorithm, signingCertificateHash: hash, signingCertificateHashAlgorithm } = parsed;
  return {
    signature:
      signatureAlgorithm === signer.publicKeyAlgorithm &&
      (await verifySignature(signatureAlgorithm, parsed.signedAttributes, parsed.signature, signer.publicKey)),
    signingCertificate:
      hash !== undefined &&
      signingCertificateHashAlgorithm !== undefined &&
      equalBytes(hash, await digest(signingCertificateHashAlgorithm, signer.der)),
  };
}
