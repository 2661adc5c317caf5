import { readFile } from 'node:fs/promises';
import { asBedSignError, BedSignError, check } from '@bedsign/contract';
import { type Static, type TSchema, Type } from 'typebox';
import type { AuditEnd } from '../audit/check-audit.ts';
import { segmentOf } from '../tsa/log/segment.ts';
import type { Witness } from '../tsa/log/witness.ts';

/** What a check said on other days: one line of its output each. CONFIG_INVALID names what cannot be read. */
const readLines = async <T extends TSchema>(path: string | undefined, Line: T): Promise<Static<T>[]> => {
  if (path === undefined) return [];
  try {
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
    return lines.map((line) => check(Line, JSON.parse(line), 'CONFIG_INVALID'));
  } catch (thrown) {
    throw new BedSignError('CONFIG_INVALID', `--witness ${path}: ${asBedSignError(thrown).detail}`, { cause: thrown });
  }
};

const AuditLine = Type.Object({
  head: Type.Union([Type.Null(), Type.Object({ rows: Type.Integer(), hash: Type.String() })]),
});

/** Of `check-audit`. */
export const auditWitnesses = async (path: string | undefined): Promise<AuditEnd[]> =>
  (await readLines(path, AuditLine)).flatMap(({ head }) => head ?? []);

const TokensLine = Type.Object({
  nodes: Type.Array(
    Type.Object({
      node: Type.String(),
      head: Type.Object({ segment: Type.String(), end: Type.Integer(), hash: Type.String() }),
    }),
  ),
});

/** Of `check-tokens`. */
export const tokenWitnesses = async (path: string | undefined): Promise<Witness[]> =>
  (await readLines(path, TokensLine)).flatMap(({ nodes }) =>
    nodes.map(({ node, head }) => ({ node, ...head, segment: segmentOf(head.segment) ?? 0 })),
  );
