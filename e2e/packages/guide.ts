import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/package/repository.ts';

/** A command of the guide and the heading that it stands under. */
export type GuideCommand = { section: string; command: string };

/** The lines of all ```sh blocks of the guide for hospital IT, in its order. */
export const guideCommands = (): GuideCommand[] => {
  const commands: GuideCommand[] = [];
  let section = '';
  let language: string | null = null;
  for (const line of readFileSync(join(root, 'INSTALL-IT.zh-CN.md'), 'utf8').split('\n')) {
    const fence = /^```(\w*)$/.exec(line);
    if (fence) language = language === null ? (fence[1] ?? '') : null;
    else if (language === 'sh') commands.push({ section, command: line });
    else if (line.startsWith('## ')) section = line.slice(3);
  }
  return commands;
};
