import { asBedSignError, type UpdateView } from '@bedsign/contract';
import { type Looking, lookForUpdate } from './look-for-update.ts';

/** Once an hour is soon enough for an update and nothing to a server. */
const everyMs = 60 * 60 * 1000;

export type UpdateWatch = { current(): UpdateView | null; close(): void };

/** Keeps looking for an update, for the nurse to see; installs nothing. */
export const watchUpdates = (
  looking: Looking & { by: UpdateView['by'] },
  onChange: (update: UpdateView | null) => void,
  log: (line: string) => void,
): UpdateWatch => {
  let current: UpdateView | null = null;
  const look = async (): Promise<void> => {
    try {
      const version = (await lookForUpdate(looking))?.name.version;
      if (version === current?.version) return;
      current = version === undefined ? null : { version, by: looking.by };
      onChange(current);
    } catch (thrown) {
      const { code, detail } = asBedSignError(thrown);
      log(`looking for updates: ${code} ${detail ?? ''}`);
    }
  };
  void look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return { current: () => current, close: () => clearInterval(timer) };
};
