import { type CommandWrapper, decodeCommandWrapper, encodeStatusWrapper, failed, passed } from './bulk-only-codec.ts';
import type { ScsiDeviceSide } from './scsi-transport.ts';

/** The bulk endpoints as the device sees them. */
export type BulkDeviceSide = {
  /** Takes what the host sent to bulk OUT, one transfer of any size. */
  out(bytes: Uint8Array): void;
  /** Answers bulk IN with one transfer of at most `length` bytes, once there is something to say. */
  in(length: number): Promise<Uint8Array>;
};

/** Puts a simulated mass-storage device behind its two endpoints. A wrapper that makes no sense is ignored. */
export const bulkOnlyDevice = (device: ScsiDeviceSide): BulkDeviceSide => {
  const ready: Uint8Array[] = [];
  const waiting: { length: number; resolve(bytes: Uint8Array): void }[] = [];
  let current: { wrapper: CommandWrapper; data: number[] } | undefined;

  const flush = () => {
    while (ready.length > 0 && waiting.length > 0) {
      const bytes = ready.shift() ?? new Uint8Array();
      const { length, resolve } = waiting.shift() ?? { length: 0, resolve: () => undefined };
      resolve(bytes.subarray(0, length));
      if (bytes.length > length) ready.unshift(bytes.subarray(length));
    }
  };
  const run = async ({ tag, length, toHost, command }: CommandWrapper, data: Uint8Array) => {
    const answer = await device.command(command, data, toHost ? length : 0);
    const sent = toHost && answer ? answer.subarray(0, length) : new Uint8Array();
    // A refusal has no data stage here; hosts that wait for one get the status in its place (§6.7.2, short).
    if (toHost && answer && length > 0) ready.push(sent);
    const residue = toHost ? length - sent.length : 0;
    ready.push(encodeStatusWrapper({ tag, residue, status: answer ? passed : failed }));
    flush();
  };

  return {
    out(bytes) {
      if (!current) {
        try {
          current = { wrapper: decodeCommandWrapper(bytes), data: [] };
        } catch {
          return;
        }
      } else current.data.push(...bytes);
      const { wrapper, data } = current;
      if (!wrapper.toHost && data.length < wrapper.length) return;
      current = undefined;
      void run(wrapper, Uint8Array.from(data));
    },
    in: (length) =>
      new Promise((resolve) => {
        waiting.push({ length, resolve });
        flush();
      }),
  };
};
