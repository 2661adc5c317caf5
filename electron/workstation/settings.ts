import { settingNames } from '@bedsign/contract';
import type { Places } from '../settings/places.ts';
import { readSettings } from '../settings/read-settings.ts';

/** The sources as hospital IT knows them. */
const sources = {
  policy: '策略文件 policy',
  registry: '注册表 registry',
  user: '用户设置 user',
  default: '默认 default',
};

/** `bedsign settings`: each value that counts, and where it comes from. */
export const settings = (_: unknown, places: Places): void => {
  const effective = readSettings(places);
  for (const name of settingNames) {
    const found = effective[name];
    const from = found ? `${sources[found.source]} ${found.where}` : '未设置 not set';
    console.log([name.padEnd(16), String(found?.value ?? '—').padEnd(44), from.trim()].join(' '));
  }
};
