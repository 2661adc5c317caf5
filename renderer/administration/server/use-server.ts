import type {
  BackupRequest,
  ConnectivityRequest,
  ConnectivityResult,
  StoredTimeStamp,
  TimeStampFilter,
  TimeStampPage,
  TimeStampQuery,
  TimeStampVerification,
  TimeStampVerificationRequest,
  TsaCertificate,
  TsaStatus,
  VersionedTsaSettings,
} from '@bedsign/contract';
import { useMemo } from 'react';
import { useSession } from './session.tsx';

const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
const bytes = async (answer: Promise<Response>): Promise<Uint8Array> =>
  new Uint8Array(await (await answer).arrayBuffer());

const asQuery = (values: Record<string, string | number | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, `${value}`]])),
  );

/** What the page asks of the server, with what it answers. Stable while the same person is logged in. */
export const useServer = () => {
  const { call } = useSession();
  return useMemo(
    () => ({
      status: () => json<TsaStatus>(call('tsaStatus')),
      timeStamps: (query: TimeStampQuery) => json<TimeStampPage>(call('timeStamps', { query: asQuery(query) })),
      timeStamp: (serial: string) => json<StoredTimeStamp>(call('timeStamp', { params: { serial } })),
      exportTimeStamps: async (filter: TimeStampFilter) =>
        (await call('exportTimeStamps', { query: asQuery(filter) })).blob(),
      verifyTimeStamp: (request: TimeStampVerificationRequest) =>
        json<TimeStampVerification>(call('verifyTimeStamp', { json: request })),
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
