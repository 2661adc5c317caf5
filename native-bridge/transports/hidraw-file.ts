import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { createJobQueue, createLatch, createListeners, DriverError, type HidTransport } from '@bedsign/drivers';
import { type HidEntry, identityOf } from './hid-entry.ts';
import { readIndexedString } from './indexed-string.ts';
import { namedFailure } from './named-failure.ts';

const longestReport = 4096;
/** The kernel keeps 64 reports; at 266 a second that is 240 ms. */
const pollMs = 4;

/**
 * Linux without node-hid's binary: /dev/hidrawN is a file that gives one report per read and takes one per write. It is
 * polled without blocking, because a read that waits would hold one of Node's few file threads even beyond `close`.
 * Feature reports need an ioctl, which Node does not offer; they are refused with PROTOCOL.
 */
export const openHidrawFile = async (entry: HidEntry): Promise<HidTransport> => {
  const attempt = <T>(what: string, job: () => T): T => {
    try {
      return job();
    } catch (thrown) {
      throw namedFailure(`${what} ${entry.path}`, thrown);
    }
  };
  const file = attempt('open', () => openSync(entry.path, constants.O_RDWR | constants.O_NONBLOCK));
  const inputs = createListeners<[Uint8Array]>();
  const lost = createLatch();
  const inTurn = createJobQueue();
  let open = true;
  const end = () => {
    if (!open) return;
    open = false;
    clearInterval(timer);
    closeSync(file);
  };

  const buffer = new Uint8Array(longestReport);
  /** The next report; undefined when none waits, or the device is gone. */
  const next = (): Uint8Array | undefined => {
    try {
      const length = readSync(file, buffer);
      if (length > 0) return buffer.slice(0, length);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    }
    end();
    lost.set();
    return undefined;
  };
  const readAll = () => {
    for (let report = open && next(); report; report = open && next()) inputs.emit(report);
  };
  const timer = setInterval(readAll, pollMs);
  const refuse = async (): Promise<never> => {
    throw new DriverError('PROTOCOL', 'feature reports need node-hid, which has no binary for this machine');
  };

  return {
    ...identityOf(entry),
    onInput: inputs.on,
    onClosed: lost.on,
    write: (report) =>
      inTurn(async () => {
        if (!open) throw new DriverError(lost.done ? 'LOST' : 'NOT_CONNECTED', entry.path);
        attempt('write', () => writeSync(file, report));
      }),
    getFeature: refuse,
    setFeature: refuse,
    indexedString: (index) => readIndexedString(entry, index),
    close: async () => end(),
  };
};
