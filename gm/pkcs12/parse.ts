import { type ContentInfo, EncryptedContentInfo } from '@peculiar/asn1-cms';
import { AuthenticatedSafe, CertBag, PFX, type PKCS12Attribute, type SafeBag, SafeContents } from '@peculiar/asn1-pfx';
import { readAll, readInteger, readOctets, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { hashOf } from '../keys/algorithm.ts';
import { decryptPrivateKey } from '../keys/decrypt-private-key.ts';
import { decodePrivateKey } from '../keys/pkcs8.ts';
import { decryptWithPassword } from '../pbes/crypt.ts';
import { pkcs12Mac } from './mac.ts';

type Label = { friendlyName?: string; localKeyId?: Uint8Array };
export type Pkcs12 = {
  /** DER PrivateKeyInfo. */
  keys: (Label & { pkcs8: Uint8Array })[];
  /** DER, in the order of the file. */
  certificates: (Label & { der: Uint8Array })[];
};

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `PKCS#12: ${why}`);
const unsupported = (what: string) => new GmError('ALGORITHM_UNSUPPORTED', `PKCS#12: ${what}`);
const maximumBags = 100;

const octetsIn = (der: ArrayBuffer) => readOctets(readSingle(new Uint8Array(der), tag.octetString));

/** The content of an unencrypted ContentInfo. */
function plain({ contentType, content }: ContentInfo): Uint8Array {
  if (contentType !== oid.data) throw unsupported(`content type ${contentType}`);
  return octetsIn(content);
}

/** RFC 7292 §5.1: integrity by password; a PFX without MAC, or with a public-key signature, is refused. */
async function checkMac({ macData, authSafe }: PFX, password: string): Promise<void> {
  if (!macData) throw unsupported('no MAC');
  const { mac, macSalt } = macData;
  const hash = hashOf(mac.digestAlgorithm);
  const iterations = Number(macData.iterations);
  if (hash !== 'sm3' && hash !== 'sha256') throw unsupported(`MAC with ${hash}`);
  const parameters = { salt: new Uint8Array(macSalt.buffer), iterations };
  const expected = await pkcs12Mac(hash, password, parameters, plain(authSafe));
  if (!equalBytes(expected, new Uint8Array(mac.digest.buffer))) {
    throw new GmError('DECRYPTION_FAILED', 'PKCS#12: the password is wrong, or the file was changed');
  }
}

async function decrypted({ contentType, content }: ContentInfo, password: string): Promise<Uint8Array> {
  if (contentType !== oid.encryptedData) throw unsupported(`content type ${contentType}`);
  const [version, inner, extra] = readAll(readSingle(new Uint8Array(content), tag.sequence).content);
  if (readInteger(version) !== 0n || !inner || extra) throw malformed('not an EncryptedData'); // RFC 5652 §8
  const info = decode(inner.raw, EncryptedContentInfo);
  const ciphertext = info.encryptedContent?.value;
  if (info.contentType !== oid.data || !ciphertext) throw malformed('encrypted data of another type');
  return decryptWithPassword(info.contentEncryptionAlgorithm, new Uint8Array(ciphertext.buffer), password);
}

function single(attributes: readonly PKCS12Attribute[], type: string): Uint8Array | undefined {
  const [found, second] = attributes.filter(({ attrId }) => attrId === type);
  const [value, extra] = found?.attrValues ?? [];
  if (second || extra || (found && !value)) throw malformed(`attribute ${type} is not single`);
  return value && new Uint8Array(value);
}

function labelOf({ bagAttributes = [] }: SafeBag): Label {
  const name = single(bagAttributes, oid.friendlyName);
  const localKeyId = single(bagAttributes, oid.localKeyId);
  const units = name && readSingle(name, tag.bmpString).content;
  if (units && units.length % 2 !== 0) throw malformed('friendlyName');
  return {
    ...(units && { friendlyName: new TextDecoder('utf-16be').decode(units) }),
    ...(localKeyId && { localKeyId: readOctets(readSingle(localKeyId, tag.octetString)) }),
  };
}

function certificateOf(bag: SafeBag): Uint8Array {
  const { certId, certValue } = decode(new Uint8Array(bag.bagValue), CertBag);
  if (certId !== oid.x509Certificate) throw unsupported(`certificate of type ${certId}`);
  return octetsIn(certValue);
}

async function readBag(bag: SafeBag, password: string, into: Pkcs12): Promise<void> {
  const value = new Uint8Array(bag.bagValue);
  const label = labelOf(bag);
  switch (bag.bagId) {
    case oid.pkcs8ShroudedKeyBag:
      into.keys.push({ pkcs8: await decryptPrivateKey(value, password), ...label });
      break;
    case oid.keyBag:
      decodePrivateKey(value);
      into.keys.push({ pkcs8: value, ...label });
      break;
    case oid.certBag:
      into.certificates.push({ der: certificateOf(bag), ...label });
      break;
    default:
      throw unsupported(`bag ${bag.bagId}`);
  }
}

/**
 * Opens a PKCS#12 file (RFC 7292) whose integrity rests on the password: MAC with SM3 or SHA-256, PBES2 with the algorithms of
 * {@link decryptPrivateKey}. The MAC is checked before anything is decrypted. More than 100 000 iterations of the MAC or
 * 2 000 000 of PBKDF2 or 100 bags are refused, since they would stop the process. The certificates are not parsed.
 * @throws GmError DECRYPTION_FAILED (the password is wrong, or the file was changed), ASN1_MALFORMED, ALGORITHM_UNSUPPORTED
 * @example
 * import { createPkcs12, parsePkcs12 } from '@bedsign/gm';
 * const file = await createPkcs12({ pkcs8, certificate, chain: [], password: 'a long password', options: { prf: 'sha256' } });
 * const { pkcs8: opened } = await parsePkcs12(file, 'a long password');
 */
export async function parsePkcs12(der: Uint8Array, password: string): Promise<Pkcs12> {
  const pfx = decode(der, PFX);
  if (pfx.version !== 3) throw malformed('version is not 3');
  await checkMac(pfx, password);
  const found: Pkcs12 = { keys: [], certificates: [] };
  let bags = 0;
  for (const info of decode(plain(pfx.authSafe), AuthenticatedSafe)) {
    const contents = info.contentType === oid.data ? plain(info) : await decrypted(info, password);
    for (const bag of decode(contents, SafeContents)) {
      if (++bags > maximumBags) throw unsupported(`more than ${maximumBags} bags`);
      await readBag(bag, password, found);
    }
  }
  return found;
}
