import { recordAudit } from '../audit/audit-chain.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import { openBackup, sealBackup } from './backup-file.ts';
import { collectBackup } from './collect.ts';

/** One file from which `restoreBackup` brings the server up again; opened once before it is handed out. `by`: who asked. */
export const makeBackup = async (
  folder: Pick<DataFolder, 'db' | 'vault'>,
  passphrase: string,
  by: string,
): Promise<Uint8Array> => {
  const content = await collectBackup(folder);
  const file = await sealBackup(passphrase, Buffer.from(JSON.stringify(content)));
  await openBackup(passphrase, file);
  await recordAudit(folder.db, folder.vault, 'backup-made', { staff: by, auditRows: content.audit.rows });
  return file;
};
