import { equalBytes } from '@bedsign/contract';
import { type Der, readDer } from '../read/der.ts';
import { damaged } from '../read/tokenizer.ts';

const tags = { integer: 0x02, sequence: 0x30, set: 0x31, context0: 0xa0, context1: 0xa1 } as const;
/** id-data, 1.2.840.113549.1.7.1. */
const dataOid = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01);

const isInteger = (value: Der | undefined, expected: number): boolean =>
  value?.tag === tags.integer && value.content.length === 1 && value.content[0] === expected;
const inside = (value: Der | undefined, what: string): Der[] =>
  value ? readDer(value.content) : damaged(`CMS: no ${what}`);

/**
 * What no signature protects in a SignedData must be what the rest of it implies, so that not a bit of it can change:
 * the versions (RFC 5652 §5.1, §5.3), digestAlgorithms naming the one signer's, no CRLs, and exactly
 * `unsignedAttributes` unsigned attributes. Certificates are held against the verified chain elsewhere.
 */
export const checkCmsShape = (cms: Uint8Array, unsignedAttributes: number): void => {
  const [, explicit] = inside(readDer(cms)[0], 'ContentInfo');
  const [version, digestAlgorithms, encapsulated, ...more] = inside(inside(explicit, 'content')[0], 'SignedData');
  const certificates = more.length === 2 ? more[0] : undefined;
  if (more.length > 2 || (certificates && certificates.tag !== tags.context0)) damaged('CMS: more than certificates');
  const [signer, ...others] = inside(more.at(-1), 'signerInfos');
  if (others.length > 0) damaged('CMS: more than one signer');
  const [signerVersion, sid, digestAlgorithm, ...rest] = inside(signer, 'SignerInfo');
  const unsigned = rest.at(-1)?.tag === tags.context1 ? inside(rest.at(-1), 'unsignedAttrs').length : 0;

  const byIssuer = sid?.tag === tags.sequence;
  const [contentType] = inside(encapsulated, 'encapContentInfo');
  const isData = contentType !== undefined && equalBytes(contentType.whole, dataOid);
  if (!isInteger(signerVersion, byIssuer ? 1 : 3)) damaged('CMS: version of the SignerInfo');
  if (!isInteger(version, isData && byIssuer ? 1 : 3)) damaged('CMS: version of the SignedData');
  if (!digestAlgorithm || !equalBytes(digestAlgorithms?.content ?? new Uint8Array(), digestAlgorithm.whole))
    damaged("CMS: digestAlgorithms is not the signer's digest algorithm");
  if (unsigned !== unsignedAttributes) damaged(`CMS: ${unsigned} unsigned attributes instead of ${unsignedAttributes}`);
};
