import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../../native-bridge/installed.json', import.meta.url));

/** The file that says which package this tree came in; null where it was not installed from one. */
export const installedFile = (): string | null => (existsSync(file) ? file : null);
