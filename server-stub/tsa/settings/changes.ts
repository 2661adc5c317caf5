import type { TsaSettings } from '@bedsign/contract';

const leaves = (value: unknown, path: string): [path: string, text: string][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
    : [[path, JSON.stringify(value)]];

/** What differs, for the audit: `listen.http.port` to `8318 → 8400`. */
export const changesBetween = (before: TsaSettings, after: TsaSettings): Record<string, string> => {
  const old = new Map(leaves(before, ''));
  return Object.fromEntries(
    leaves(after, '')
      .filter(([path, text]) => old.get(path) !== text)
      .map(([path, text]) => [path, `${old.get(path)} → ${text}`]),
  );
};
