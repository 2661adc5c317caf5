import { createJobQueue, createLatch, createListeners, DriverError, type HidTransport } from '@bedsign/drivers';
import { type HidEntry, identityOf } from './hid-entry.ts';
import { openHidrawFile } from './hidraw-file.ts';
import { readIndexedString } from './indexed-string.ts';
import { loadNodeHid } from './load-node-hid.ts';
import { namedFailure } from './named-failure.ts';

/**
 * Opens one HID interface. node-hid's HIDAsync reads in a thread of its own with an unbounded queue, so a busy event loop
 * loses no report (its `HID` class does, once the kernel's 64 are full).
 */
export const openHid = async (entry: HidEntry): Promise<HidTransport> => {
  const hid = await loadNodeHid();
  if (!hid) return openHidrawFile(entry);
  const device = await hid.HIDAsync.open(entry.path).catch((thrown) => {
    throw namedFailure(`open ${entry.path}`, thrown);
  });
  const inputs = createListeners<[Uint8Array]>();
  const lost = createLatch();
  const inTurn = createJobQueue();
  let closed = false;

  // One listener for as long as the handle lives: node-hid starts and stops its thread with the first and the last.
  device.on('data', (report: Uint8Array) => inputs.emit(report));
  // Reading ends at its first error: the handle is dead, whatever the reason.
  device.on('error', () => closed || lost.set());

  const request = <T>(what: string, job: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      if (lost.done) throw new DriverError('LOST', entry.path);
      if (closed) throw new DriverError('NOT_CONNECTED', `${entry.path} is closed`);
      try {
        return await job();
      } catch (thrown) {
        const failure = namedFailure(what, thrown);
        if (failure.code === 'LOST') lost.set();
        throw failure;
      }
    });
  const bytes = (report: Uint8Array) => Buffer.from(report.buffer, report.byteOffset, report.byteLength);

  return {
    ...identityOf(entry),
    onInput: inputs.on,
    onClosed: lost.on,
    write: (report) => request('write', async () => void (await device.write(bytes(report)))),
    setFeature: (report) => request('set feature', async () => void (await device.sendFeatureReport(bytes(report)))),
    getFeature: (reportId, length) =>
      request(`get feature ${reportId}`, async () => {
        const report = await device.getFeatureReport(reportId, length);
        return new Uint8Array(report).subarray(0, length);
      }),
    indexedString: (index) => request(`string ${index}`, () => readIndexedString(entry, index)),
    async close() {
      if (closed) return;
      closed = true;
      await device.close().catch(() => undefined);
    },
  };
};
