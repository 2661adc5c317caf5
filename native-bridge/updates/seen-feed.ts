import { existsSync, readFileSync } from 'node:fs';
import { check } from '@bedsign/contract';
import { Type } from 'typebox';
import { writeDurably } from '../keys/write-durably.ts';

const Seen = Type.Object({ publishedAt: Type.Integer({ minimum: 0 }) });

/** The newest list of updates that was ever accepted here. A file that is gone or damaged forgets it: the signature still counts. */
export const seenFeed = (path: string) => ({
  last(): number {
    try {
      return existsSync(path) ? check(Seen, JSON.parse(readFileSync(path, 'utf8'))).publishedAt : 0;
    } catch {
      return 0;
    }
  },
  remember(publishedAt: number): void {
    if (publishedAt !== this.last()) writeDurably(path, JSON.stringify({ publishedAt }));
  },
});
