import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';
import { randomBytes } from '@bedsign/gm';
import { writeDurably } from './write-durably.ts';

const keyBytes = 16;

/**
 * The SM4 key that seals what the station keeps on disk, made at the first start and readable by its user only.
 * A station without a desktop session has no better place for it; the desktop shell hands in a key from the operating
 * system's key store instead (StationOptions.dataKey), and this file is then never made.
 * JOURNAL_DAMAGED if there is a journal at `journalPath` whose key is missing or cut.
 */
export const loadDataKey = (dataFolder: string, journalPath: string): Uint8Array => {
  const path = join(dataFolder, 'journal.key');
  if (!existsSync(path)) {
    if (existsSync(journalPath))
      throw new BedSignError('JOURNAL_DAMAGED', `${journalPath} is there, but its key ${path} is missing: restore it`);
    writeDurably(path, randomBytes(keyBytes));
  }
  const key = new Uint8Array(readFileSync(path));
  // A fresh key in place of a damaged one would make the journal unreadable for good.
  if (key.length !== keyBytes) throw new BedSignError('JOURNAL_DAMAGED', 'journal.key');
  return key;
};
