import assert from 'node:assert/strict';
import { refused } from './refused.ts';

type Path = string | string[];
const keysOf = (path: Path): string[] => (typeof path === 'string' ? path.split('/') : path);
const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** The object or array that stands at `path`. */
export const at = (value: unknown, path: Path): Record<string, unknown> => {
  const found = keysOf(path).reduce<unknown>((inner, key) => (isContainer(inner) ? inner[key] : undefined), value);
  assert.ok(isContainer(found), keysOf(path).join('/'));
  return found;
};

/** A copy of `value` with `change` at `path`; undefined takes the key away. */
export const withChange = (value: unknown, path: Path, change: unknown): unknown => {
  const copy = structuredClone(value);
  const keys = keysOf(path);
  const parent = at(copy, keys.slice(0, -1));
  const last = keys.at(-1) ?? '';
  if (change === undefined) delete parent[last];
  else parent[last] = change;
  return copy;
};

/** Paths of all objects in a value, its own ([]) first; arrays are gone through. */
export const objectsIn = (value: unknown, path: string[] = []): string[][] => {
  if (!isContainer(value)) return [];
  const inner = Object.entries(value).flatMap(([key, child]) => objectsIn(child, [...path, key]));
  return Array.isArray(value) ? inner : [path, ...inner];
};

/** Asserts EVIDENCE_MALFORMED whose detail names `path`, or what stands around it where the schema is a union. */
export const refusedAt = (act: () => unknown, path: string): void => {
  const [named = ''] = refused(act, 'EVIDENCE_MALFORMED', path).split(' ');
  assert.ok(
    named === '/' || `/${path}/`.startsWith(`${named}/`) || named.startsWith(`/${path}/`),
    `${named} for ${path}`,
  );
};
