import { resolve } from 'node:path';
import { collectDiagnostics } from '../diagnostics/collect.ts';
import { writeZip } from '../diagnostics/write-zip.ts';
import type { Places } from '../settings/places.ts';
import type { Command } from './parse-command.ts';

const stamp = () => new Date().toISOString().replace(/[-:]|\.\d+/g, '');

/** `bedsign diagnostics`: writes the zip and says where it is. */
export const diagnostics = ({ out }: Pick<Command, 'out'>, places: Places): void => {
  const path = resolve(out ?? `bedsign-diagnostics-${stamp()}.zip`);
  writeZip(path, collectDiagnostics(places));
  console.log(`诊断包（不含患者数据和密钥） diagnostics without patient data or keys: ${path}`);
};
