import { readFile } from 'node:fs/promises';
import { asBedSignError, BedSignError, check } from '@bedsign/contract';
import { Type } from 'typebox';
import type { AuditEnd } from '../audit/check-audit.ts';

const Line = Type.Object({
  head: Type.Union([Type.Null(), Type.Object({ rows: Type.Integer(), hash: Type.String() })]),
});

/** What `check-audit` said on other days: one line of its output each. CONFIG_INVALID names what cannot be read. */
export const readWitnesses = async (path: string | undefined): Promise<AuditEnd[]> => {
  if (path === undefined) return [];
  try {
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
    return lines.flatMap((line) => check(Line, JSON.parse(line), 'CONFIG_INVALID').head ?? []);
  } catch (thrown) {
    throw new BedSignError('CONFIG_INVALID', `--witness ${path}: ${asBedSignError(thrown).detail}`, { cause: thrown });
  }
};
