import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a test may import of Node and still run everywhere: shims/ stands in for it. */
const shimmed = new Set(['node:test', 'node:assert/strict']);

/** Whether a file, or one that it imports, needs Node: its modules, its Buffer, or what the judges borrow (gm/judge/run.ts). */
function needsNode(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  if (/getBuiltinModule|\bBuffer\b/.test(text)) return true;
  const imports = Array.from(text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g), ([, name = '']) => name);
  if (imports.some((name) => name.startsWith('node:') && !shimmed.has(name))) return true;
  return imports.some((name) => name.startsWith('.') && needsNode(join(dirname(file), name), seen));
}

/** The tests of the engine's room: those that run in every runtime, and those that only Node can run. */
export function portableTests(): { portable: string[]; nodeOnly: string[] } {
  const files = globSync('gm/**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**'] }).sort();
  const { portable = [], nodeOnly = [] } = Object.groupBy(files, (file) =>
    needsNode(join(root, file)) ? 'nodeOnly' : 'portable',
  );
  return { portable, nodeOnly };
}

export const short = (file: string): string => relative('gm', file);
