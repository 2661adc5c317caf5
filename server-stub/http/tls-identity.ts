import { isIP } from 'node:net';
import { generateSigningKey, toPem } from '@bedsign/gm';
import { type Authority, toPemChain } from '../ca/index.ts';
import type { TlsIdentity } from './http-server.ts';
import { ownNames } from './own-names.ts';

/**
 * A key and certificate for https, new at each start: nothing to store and nothing to expire unseen. ECDSA, because
 * no browser speaks TLS with SM2 certificates; stations trust the ECDSA root.
 */
export const createTlsIdentity = async (
  authority: Authority,
  organisation: string,
  host: string,
): Promise<TlsIdentity> => {
  const { key, pkcs8 } = await generateSigningKey('ecdsa-p256');
  const names = ownNames(host);
  const certificate = await authority.issue('tls', {
    organisation,
    commonName: host,
    publicKey: key.publicKey,
    publicKeyAlgorithm: 'ecdsa-p256',
    dnsNames: names.filter((name) => !isIP(name)),
    ipAddresses: names.filter((name) => isIP(name)),
  });
  return { key: toPem('PRIVATE KEY', pkcs8), cert: toPemChain(certificate, authority.issuing) };
};
