import { rename, writeFile } from 'node:fs/promises';

/** Writes JSON that only the server's account may read, whole or not at all. */
export const writePrivateJson = async (path: string, value: unknown): Promise<void> => {
  const temporary = `${path}.new`;
  await writeFile(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(temporary, path);
};
