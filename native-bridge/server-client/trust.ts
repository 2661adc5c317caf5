import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asBedSignError, BedSignError, limits, type ServerInfo } from '@bedsign/contract';
import { type Certificate, fromPem, parseCertificate, toPem, verifyChain } from '@bedsign/gm';
import { writeDurably } from '../keys/write-durably.ts';
import type { ServerClient } from './server-client.ts';

/** What the station holds to be true of its server. */
export type ServerTrust = ReturnType<typeof createServerTrust>;

const readAnchors = (path: string): Uint8Array[] => {
  try {
    return fromPem(readFileSync(path, 'utf8'), 'CERTIFICATE');
  } catch (cause) {
    throw new BedSignError('TRUST_ANCHOR_MISSING', path, { cause });
  }
};

const selfIssued = (certificate: Uint8Array): boolean => {
  const { ca, issuer, subject } = parseCertificate(certificate);
  return ca && JSON.stringify(issuer) === JSON.stringify(subject);
};

/**
 * The pinned root: the file named by `rootFile`, or, for a demo server only, the root seen first, kept in
 * `dataFolder/trust.pem`. A production station without a pinned root refuses (TRUST_ANCHOR_MISSING).
 */
export const createServerTrust = (
  server: Pick<ServerClient, 'info' | 'sm2Chain'>,
  dataFolder: string,
  rootFile: string | undefined,
) => {
  const firstSeenFile = join(dataFolder, 'trust.pem');
  const pinned = rootFile ?? (existsSync(firstSeenFile) ? firstSeenFile : undefined);
  let anchors = pinned === undefined ? undefined : readAnchors(pinned);
  let lastInfo: ServerInfo | undefined;

  const info = async (): Promise<ServerInfo> => {
    lastInfo = await server.info();
    return lastInfo;
  };
  const firstSeenRoot = async (): Promise<Uint8Array[]> => {
    const { mode } = lastInfo ?? (await info());
    if (mode !== 'demo') throw new BedSignError('TRUST_ANCHOR_MISSING');
    const root = fromPem(await server.sm2Chain(), 'CERTIFICATE').find(selfIssued);
    if (!root) throw new BedSignError('TRUST_ANCHOR_MISSING', 'no root in the chain of the demo server');
    writeDurably(firstSeenFile, toPem('CERTIFICATE', root));
    return [root];
  };
  const verify = async (pem: string, purpose: 'keyEncipherment' | 'device' | 'codeSigning'): Promise<Certificate> => {
    anchors ??= await firstSeenRoot();
    try {
      const [leaf, ...intermediates] = fromPem(pem, 'CERTIFICATE');
      if (!leaf) throw new BedSignError('CERTIFICATE_INVALID', 'empty chain');
      const [certificate] = await verifyChain({ leaf, intermediates, anchors, at: new Date(), purpose });
      if (!certificate) throw new BedSignError('CERTIFICATE_INVALID', 'empty path');
      return certificate;
    } catch (thrown) {
      throw asBedSignError(thrown, 'CERTIFICATE_INVALID');
    }
  };

  return {
    /** What the server last said of itself, if it ever answered. */
    lastInfo: (): ServerInfo | undefined => lastInfo,
    info,
    /**
     * The certificate that evidence is encrypted to. CLOCK_SKEW comes before its dates are judged:
     * a wrong clock would otherwise show as an expired certificate.
     */
    async evidenceCertificate(): Promise<Certificate> {
      const { evidenceChain, time } = await info();
      const skew = Math.abs(time - Date.now());
      if (skew > limits.clockSkewMs) throw new BedSignError('CLOCK_SKEW', `${Math.round(skew / 60_000)} min`);
      return verify(evidenceChain, 'keyEncipherment');
    },
    /** A device's own certificate, held against the same root. */
    deviceCertificate: (pem: string): Promise<Certificate> => verify(pem, 'device'),
    /** Who signed a list of updates: certified for code, and under the same root. */
    updateSigner: (pem: string): Promise<Certificate> => verify(pem, 'codeSigning'),
  };
};
