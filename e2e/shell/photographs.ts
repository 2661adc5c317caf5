import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shots = fileURLToPath(new URL('../../test-results-screenshots', import.meta.url));

/** Takes pictures of what somebody in front of both screens would see. */
export const photographer =
  (display: () => string | undefined) =>
  (name: string): void => {
    mkdirSync(shots, { recursive: true });
    const env = { ...process.env, DISPLAY: display() };
    execFileSync('import', ['-window', 'root', join(shots, `electron-${name}.png`)], { env });
  };
