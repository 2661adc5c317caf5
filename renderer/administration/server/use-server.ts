import type {
  BackupRequest,
  ConnectivityRequest,
  ConnectivityResult,
  TsaCertificate,
  VersionedTsaSettings,
} from '@bedsign/contract';
import { useMemo } from 'react';
import { useSession } from './session.tsx';

const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
const bytes = async (answer: Promise<Response>): Promise<Uint8Array> =>
  new Uint8Array(await (await answer).arrayBuffer());

/** What the page asks of the server, with what it answers. Stable while the same person is logged in. */
export const useServer = () => {
  const { call } = useSession();
  return useMemo(
    () => ({
      settings: () => json<VersionedTsaSettings>(call('tsaSettings')),
      changeSettings: (wanted: VersionedTsaSettings) =>
        json<VersionedTsaSettings>(call('changeTsaSettings', { json: wanted })),
      certificates: (q: string) => json<TsaCertificate[]>(call('tsaCertificates', { query: { q } })),
      importCertificate: (file: Uint8Array) => json<TsaCertificate>(call('importTsaCertificate', { bytes: file })),
      exportCertificate: (fingerprint: string) => bytes(call('exportTsaCertificate', { params: { fingerprint } })),
      certificateRequest: (profile: 'sm2' | 'ecdsa') => bytes(call('tsaCertificateRequest', { params: { profile } })),
      removeCertificate: (fingerprint: string) => call('removeTsaCertificate', { params: { fingerprint } }),
      testConnectivity: (request: ConnectivityRequest) =>
        json<ConnectivityResult>(call('testConnectivity', { json: request })),
      backup: (request: BackupRequest) => bytes(call('makeBackup', { json: request })),
    }),
    [call],
  );
};
export type Server = ReturnType<typeof useServer>;
