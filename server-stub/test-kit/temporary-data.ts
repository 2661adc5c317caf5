import { type DataFolder, holdDataFolder } from '../first-run/data-folder.ts';
import { temporaryFolder } from './test-server.ts';

/** A data folder of its own before its first run: an empty database and a vault. */
export const temporaryData = async (): Promise<DataFolder & AsyncDisposable> => {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(await temporaryFolder());
  const folder = opened.use(await holdDataFolder(path, { create: true }));
  const held = opened.move();
  return { ...folder, [Symbol.asyncDispose]: () => held.disposeAsync() };
};
