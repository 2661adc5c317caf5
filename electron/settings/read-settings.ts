import { existsSync, readFileSync } from 'node:fs';
import {
  asBedSignError,
  BedSignError,
  check,
  type SettingName,
  type SettingSource,
  settingNames,
  WorkstationSettings,
} from '@bedsign/contract';
import type { Places } from './places.ts';
import { readRegistry } from './registry.ts';

/** One place that says something. */
type Layer = { source: SettingSource; where: string; values: WorkstationSettings };

/** A value that counts, and who says so. */
export type Effective = {
  [Name in SettingName]?: { value: NonNullable<WorkstationSettings[Name]>; source: SettingSource; where: string };
};

const checked = (source: SettingSource, where: string, read: () => unknown): Layer => {
  try {
    return { source, where, values: check(WorkstationSettings, read(), 'WORKSTATION_SETTINGS_INVALID') };
  } catch (thrown) {
    // What a closed object says of a name that it does not have.
    const detail = asBedSignError(thrown).detail?.replace('schema is false', 'is no setting 没有这一项设置');
    throw new BedSignError('WORKSTATION_SETTINGS_INVALID', `${where}: ${detail}`, { cause: thrown });
  }
};

const fileLayer = (source: SettingSource, path: string): Layer =>
  // Notepad of older Windows writes a byte order mark.
  checked(source, path, () => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) : {}));

/** All layers, the strongest first. */
const layers = (places: Places, registry: (key: string) => unknown): Layer[] => {
  const { policyFile, registryKey, userFile, credentialFile } = places;
  const defaults: WorkstationSettings = {
    credentialFile,
    autostart: true,
    port: 8601,
    shell: 'auto',
    devices: 'real',
    updates: 'notify',
  };
  return [
    fileLayer('policy', policyFile),
    ...(registryKey === null ? [] : [checked('registry', registryKey, () => registry(registryKey))]),
    fileLayer('user', userFile),
    { source: 'default', where: '', values: defaults },
  ];
};

/**
 * The settings of this workstation: policy file before registry before the user's own file before defaults, value by
 * value. WORKSTATION_SETTINGS_INVALID names the place and the value that does not fit, also where a stronger one covers it.
 */
export const readSettings = (places: Places, registry: (key: string) => unknown = readRegistry): Effective => {
  const found = layers(places, registry);
  const effective = settingNames.flatMap((name) => {
    const layer = found.find(({ values }) => values[name] !== undefined);
    return layer ? [[name, { value: layer.values[name], source: layer.source, where: layer.where }]] : [];
  });
  return Object.fromEntries(effective) as Effective;
};
