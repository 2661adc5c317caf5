import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { folders } from '../kit/product.ts';

/** How far a capture had come when a process died: its row in the station's journal, and whether the server had it. */
export const scenes = [
  'nothing',
  'confirmed',
  'sealed, not on the server',
  'sealed, on the server',
  'refused',
  'signed',
] as const;
export type Scene = (typeof scenes)[number];

/** One value out of a copy of the database: looking at what a dead process left must not tidy it up. */
const lookInto = <T>(path: string, sql: string, captureId: string): T | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-scene-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
    const database = new Database(copy);
    const value = database.prepare(sql).pluck().get(captureId) as T | undefined;
    database.close();
    return value;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The scene on the disks of the demo hospital in `data`. */
export const sceneOf = (data: string, captureId: string): Scene => {
  const at = folders(data);
  const select = 'select state from captures where capture_id = ?';
  const state = lookInto<string>(join(at.station, 'journal.sqlite'), select, captureId);
  const stored = lookInto<string>(join(at.server, 'bedsign.sqlite'), 'select id from capture where id = ?', captureId);
  const where = stored === undefined ? 'sealed, not on the server' : 'sealed, on the server';
  return scenes.find((scene) => scene === (state === 'sealed' ? where : state)) ?? 'nothing';
};

/** How often each victim died in each scene. */
export type Toll = Record<string, Partial<Record<Scene, number>>>;

/** The toll as a table, a line each. */
export const tollTable = (toll: Toll): string[] => [
  ['kill -9'.padEnd(10), ...scenes].join(' | '),
  ...Object.entries(toll).map(([victim, counts]) =>
    [victim.padEnd(10), ...scenes.map((scene) => String(counts[scene] ?? 0).padStart(scene.length))].join(' | '),
  ),
];
