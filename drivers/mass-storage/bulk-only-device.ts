import { type BulkDeviceSide, createBulkIn } from '../bulk-pipes.ts';
import { type CommandWrapper, decodeCommandWrapper, encodeStatusWrapper, failed, passed } from './bulk-only-codec.ts';
import type { ScsiDeviceSide } from './scsi-transport.ts';

/** Puts a simulated mass-storage device behind its two endpoints. A wrapper that makes no sense is ignored. */
export const bulkOnlyDevice = (device: ScsiDeviceSide): BulkDeviceSide => {
  const input = createBulkIn();
  let current: { wrapper: CommandWrapper; data: number[] } | undefined;

  const run = async ({ tag, length, toHost, command }: CommandWrapper, data: Uint8Array) => {
    const answer = await device.command(command, data, toHost ? length : 0);
    const sent = toHost && answer ? answer.subarray(0, length) : new Uint8Array();
    const status = encodeStatusWrapper({
      tag,
      residue: toHost ? length - sent.length : 0,
      status: answer ? passed : failed,
    });
    // A refusal has no data stage: a host that waits for one gets the status in its place.
    input.push(...(toHost && answer && length > 0 ? [sent] : []), status);
  };

  return {
    out(bytes) {
      if (!current) {
        try {
          current = { wrapper: decodeCommandWrapper(bytes), data: [] };
        } catch {
          return;
        }
      } else for (const byte of bytes) current.data.push(byte);
      const { wrapper, data } = current;
      if (!wrapper.toHost && data.length < wrapper.length) return;
      current = undefined;
      void run(wrapper, Uint8Array.from(data));
    },
    in: input.in,
  };
};
