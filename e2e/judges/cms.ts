import { X509Certificate } from 'node:crypto';
import { childOf, childrenOf, type Der, firstDer } from './der.ts';

/** What a CMS SignedData holds (RFC 5652 §5.1), as raw encodings for other tools to judge. */
export type OpenedCms = {
  /** The one certificate inside that is no CA's: the signer's. */
  signer: Uint8Array;
  authorities: Uint8Array[];
  /** The signed attributes as they are signed: with the tag of a SET (RFC 5652 §5.4). */
  signedAttributes: Uint8Array;
  signature: Uint8Array;
  /** The unsigned attributes' one value, which is the RFC 3161 token in our signatures; none in the token itself. */
  token: Uint8Array | undefined;
};

const context0 = 0xa0;
const context1 = 0xa1;
const set = 0x31;

const retag = ({ whole }: Der, tag: number): Uint8Array => Uint8Array.from(whole, (byte, at) => (at ? byte : tag));

export const openCms = (cms: Uint8Array): OpenedCms => {
  const signedData = childOf(childOf(firstDer(cms), 1), 0);
  const certificates = childrenOf(signedData)
    .filter(({ tag }) => tag === context0)
    .flatMap(childrenOf)
    .map(({ whole }) => whole);
  const [signer, ...more] = certificates.filter((der) => !new X509Certificate(der).ca);
  if (!signer || more.length > 0) throw new Error('not exactly one signer');

  const [, , , attributes, , signature, unsigned] = childrenOf(childOf(childOf(signedData, -1), 0));
  if (attributes?.tag !== context0 || !signature) throw new Error('no signed attributes');
  const token = unsigned?.tag === context1 ? childOf(childOf(childOf(unsigned, 0), 1), 0) : undefined;
  return {
    signer,
    authorities: certificates.filter((der) => der !== signer),
    signedAttributes: retag(attributes, set),
    signature: signature.content,
    token: token?.whole,
  };
};
