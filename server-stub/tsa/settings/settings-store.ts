import {
  asBedSignError,
  BedSignError,
  check,
  defaultTsaSettings,
  type TsaSettings,
  VersionedTsaSettings,
} from '@bedsign/contract';
import { appendAudit } from '../../audit/audit-chain.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { type Mode, modeOf } from '../../first-run/mode.ts';
import { type Db, inTransaction, readSetting, replaceSetting, writeSetting } from '../../storage/index.ts';
import { changesBetween } from './changes.ts';
import { checkTsaSettings } from './check-settings.ts';

/** Another process of this server sees a change after at most this. */
const lookEveryMs = 1000;

/** A section that a newer release brings has its defaults until somebody sets it. */
const parse = (text: string, mode: Mode): VersionedTsaSettings => {
  const stored: { version?: unknown; settings?: object } = JSON.parse(text);
  const settings = stored.settings && { ...defaultTsaSettings(mode), ...stored.settings };
  const found = check(VersionedTsaSettings, { ...stored, settings }, 'SETTINGS_INVALID');
  checkTsaSettings(found.settings, mode);
  return found;
};

/** What is stored, or the defaults as version 0. STORAGE_DAMAGED if it does not make sense. */
export const readTsaSettings = async (db: Db): Promise<VersionedTsaSettings> => {
  const mode = (await modeOf(db)) ?? 'production';
  const text = await readSetting(db, 'tsa');
  if (text === undefined) return { version: 0, settings: defaultTsaSettings(mode) };
  try {
    return parse(text, mode);
  } catch (cause) {
    throw new BedSignError('STORAGE_DAMAGED', `setting tsa: ${asBedSignError(cause).detail ?? cause}`, { cause });
  }
};

/** What an installation starts with, before anybody changes it. SETTINGS_INVALID. */
export const writeInitialTsaSettings = async (trx: Db, settings: TsaSettings): Promise<void> => {
  checkTsaSettings(settings, (await modeOf(trx)) ?? 'production');
  await writeSetting(trx, 'tsa', JSON.stringify({ version: 0, settings }));
};

type Store = Pick<DataFolder, 'db' | 'vault'>;

/**
 * Stores changed settings, made from version `version`, and records who changed what.
 * SETTINGS_INVALID; SETTINGS_CONFLICT if somebody else has changed them since.
 */
export const changeTsaSettings = async (
  { db, vault }: Store,
  { version, settings }: VersionedTsaSettings,
  by: string,
): Promise<VersionedTsaSettings> => {
  const changed = { version: version + 1, settings };
  await inTransaction(db, async (trx) => {
    checkTsaSettings(settings, (await modeOf(trx)) ?? 'production');
    const before = await readTsaSettings(trx);
    if (before.version !== version) throw new BedSignError('SETTINGS_CONFLICT', `version ${before.version}`);
    await replaceSetting(trx, 'tsa', JSON.stringify(changed));
    const changes = changesBetween(before.settings, settings);
    await appendAudit(trx, vault, 'tsa-settings-changed', { staff: by, version: changed.version, ...changes });
  });
  return changed;
};

export type TsaSettingsStore = {
  current(): VersionedTsaSettings;
  change(wanted: VersionedTsaSettings, by: string): Promise<VersionedTsaSettings>;
  /** Called with what is now in force, also when another process changed it. */
  onChange(listener: (settings: VersionedTsaSettings) => void): void;
  close(): void;
};

/** The settings of a running server. `onDamaged`: what is stored has become unreadable, and the last good ones stay. */
export const openTsaSettings = async (
  { db, vault }: Store,
  onDamaged: (thrown: unknown) => void,
): Promise<TsaSettingsStore> => {
  let inForce = await readTsaSettings(db);
  let closed = false;
  const listeners = new Set<(settings: VersionedTsaSettings) => void>();
  const take = (found: VersionedTsaSettings): void => {
    if (closed || found.version === inForce.version) return;
    inForce = found;
    for (const listener of listeners) listener(found);
  };
  const look = async (): Promise<void> => {
    try {
      take(await readTsaSettings(db));
    } catch (thrown) {
      if (!closed) onDamaged(thrown);
    }
  };
  const looking = setInterval(look, lookEveryMs).unref();
  return {
    current: () => inForce,
    async change(wanted, by) {
      take(await changeTsaSettings({ db, vault }, wanted, by));
      return inForce;
    },
    onChange: (listener) => void listeners.add(listener),
    close() {
      closed = true;
      clearInterval(looking);
    },
  };
};
