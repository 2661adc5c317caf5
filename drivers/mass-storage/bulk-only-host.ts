import type { BulkPipes } from '../bulk-pipes.ts';
import { DriverError } from '../driver-error.ts';
import { createJobQueue } from '../job-queue.ts';
import {
  type CommandWrapper,
  decodeStatusWrapper,
  encodeCommandWrapper,
  passed,
  statusWrapperLength,
} from './bulk-only-codec.ts';
import type { ScsiTransport } from './scsi-transport.ts';

/** SCSI commands over the bulk endpoints themselves, where the system lets us have the interface. */
export const scsiOverBulk = (pipes: BulkPipes): ScsiTransport => {
  const inTurn = createJobQueue();
  let tag = 0;

  const status = async (bytes: Uint8Array): Promise<void> => {
    const answer = decodeStatusWrapper(bytes);
    if (answer.tag !== tag) throw new DriverError('PROTOCOL', `status of command ${answer.tag}, not of ${tag}`);
    if (answer.status !== passed) throw new DriverError('PROTOCOL', `the device refused the command: ${answer.status}`);
  };
  /** A status that the device stalls once is asked for again (Bulk-Only §6.7.2). */
  const receiveStatus = async (): Promise<void> => {
    const bytes = await pipes.read(statusWrapperLength);
    await status(bytes.length > 0 ? bytes : await pipes.read(statusWrapperLength));
  };
  const begin = async (wrapper: Omit<CommandWrapper, 'tag'>): Promise<void> => {
    tag = (tag + 1) >>> 0;
    await pipes.write(encodeCommandWrapper({ tag, ...wrapper }));
  };

  return {
    read: (command, length) =>
      inTurn(async () => {
        await begin({ length, toHost: true, command });
        const data = await pipes.read(length);
        // A device that refuses may skip the data stage: what comes then is the status already.
        if (data.length === statusWrapperLength && length !== statusWrapperLength) {
          const asStatus = await status(data).then(
            () => true,
            (error: DriverError) => (error.detail?.startsWith('the device refused') ? Promise.reject(error) : false),
          );
          if (asStatus) return new Uint8Array();
        }
        await receiveStatus();
        return data;
      }),
    write: (command, data) =>
      inTurn(async () => {
        await begin({ length: data.length, toHost: false, command });
        if (data.length > 0) await pipes.write(data);
        await receiveStatus();
      }),
    onClosed: pipes.onClosed,
    close: pipes.close,
  };
};
