import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Of a frame of the token log (docs/time-stamp-server.md): everything but its body, and what says how long that is. */
const frameOverhead = 72;
const headBytes = 8;

/** How many frames the token logs of a data folder have: each was one synchronous write. */
export const countFrames = async (data: string): Promise<number> => {
  const tokens = join(data, 'tokens');
  const files = (await readdir(tokens, { recursive: true })).filter((name) => name.endsWith('.log'));
  let frames = 0;
  const head = Buffer.alloc(headBytes);
  for (const name of files) {
    const file = openSync(join(tokens, name), 'r');
    const { size } = fstatSync(file);
    for (let at = 0; at < size; frames++) {
      readSync(file, head, 0, headBytes, at);
      at += frameOverhead + head.readUInt32BE(4);
    }
    closeSync(file);
  }
  return frames;
};
