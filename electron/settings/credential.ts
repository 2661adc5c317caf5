import { readFileSync } from 'node:fs';
import { asBedSignError, BedSignError, check } from '@bedsign/contract';
import { Type } from 'typebox';
import type { Effective } from './read-settings.ts';

const CredentialName = Type.Object({ id: Type.String(), name: Type.String(), token: Type.String({ minLength: 1 }) });

/**
 * Who this workstation is, by its credential file; the token is looked at and not given on. STATION_CREDENTIAL_UNUSABLE,
 * or STATION_CREDENTIAL_MISMATCH where IT expects another station here.
 */
export const readCredentialName = (settings: Effective): { id: string; name: string } => {
  const path = settings.credentialFile?.value ?? '';
  let credential: { id: string; name: string };
  try {
    credential = check(CredentialName, JSON.parse(readFileSync(path, 'utf8')), 'STATION_CREDENTIAL_UNUSABLE');
  } catch (thrown) {
    // What JSON.parse quotes of a file with a secret in it must not reach a log.
    const detail = thrown instanceof SyntaxError ? 'not JSON' : asBedSignError(thrown).detail;
    throw new BedSignError('STATION_CREDENTIAL_UNUSABLE', `${path}: ${detail}`);
  }
  const { id, name } = credential;
  const expected = settings.stationId?.value;
  if (expected !== undefined && expected !== id)
    throw new BedSignError('STATION_CREDENTIAL_MISMATCH', `${path}: ${id}, stationId: ${expected}`);
  return { id, name };
};
