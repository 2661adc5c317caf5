import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that only the server's account may read, whole or not at all. */
export const writePrivate = async (path: string, content: string | Uint8Array): Promise<void> => {
  const temporary = `${path}.new`;
  await writeFile(temporary, content, { mode: 0o600, flush: true });
  await rename(temporary, path);
};

export const writePrivateJson = (path: string, value: unknown): Promise<void> =>
  writePrivate(path, `${JSON.stringify(value, null, 2)}\n`);
