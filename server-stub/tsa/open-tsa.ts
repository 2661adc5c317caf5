import type { Authorities } from '../ca/index.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import type { RefusalLog } from '../gate/refusal-log.ts';
import type { TrustedTime } from '../time/trusted-time.ts';
import { keepLog } from './keep-log.ts';
import type { Signer } from './log/segment.ts';
import { openNode, type TsaNode } from './node.ts';
import { createTimeStampAuthority, loadTsaKeys, type TimeStampAuthority } from './time-stamp-authority.ts';

/** What of a logger is needed here; Fastify's own fits. */
type Logger = { error(fields: Record<string, unknown>, message: string): void };

export type Tsa = {
  authority: TimeStampAuthority;
  node: TsaNode;
  /** The certificates under which it stamps. */
  signers: readonly Signer[];
  close(): Promise<void>;
};

/** The authority of this process: its keys, its time, and the folder where it keeps what it issues for `retentionDays`. */
export const openTsa = async ({
  folder,
  authorities,
  time,
  refusals,
  retentionDays,
  log,
}: {
  folder: DataFolder;
  authorities: Authorities;
  time: Pick<TrustedTime, 'read'>;
  refusals: RefusalLog;
  retentionDays(): number;
  log: Logger;
}): Promise<Tsa> => {
  const keys = await loadTsaKeys(folder, authorities);
  const signers = keys.map(({ signer }) => signer);
  const node = await openNode(folder, signers, (err) => log.error({ err }, 'token index'));
  const keeping = keepLog(folder, node, retentionDays, (err) => log.error({ err }, 'keeping the token log'));
  return {
    authority: createTimeStampAuthority({ keys, node, time, refusals }),
    node,
    signers,
    async close() {
      await node.close();
      await keeping.close();
    },
  };
};
