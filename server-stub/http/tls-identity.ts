import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { generateSigningKey, toPem } from '@bedsign/gm';
import { type Authority, toPemChain } from '../ca/index.ts';
import type { TlsIdentity } from './http-server.ts';

/** Every address under which stations may know this machine. */
const ownAddresses = (host: string): string[] => [
  ...(isIP(host) ? [] : [host]),
  hostname(),
  'localhost',
  ...Object.values(networkInterfaces()).flatMap((rows = []) => rows.map(({ address }) => address.replace(/%.*$/, ''))),
];

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
  const addresses = [...new Set(ownAddresses(host))];
  const certificate = await authority.issue('tls', {
    organisation,
    commonName: host,
    publicKey: key.publicKey,
    publicKeyAlgorithm: 'ecdsa-p256',
    dnsNames: addresses.filter((address) => !isIP(address)),
    ipAddresses: addresses.filter((address) => isIP(address)),
  });
  return { key: toPem('PRIVATE KEY', pkcs8), cert: toPemChain(certificate, authority.issuing) };
};
