import { parentPort, Worker, workerData } from 'node:worker_threads';
import { chipDevices } from './chip-devices.ts';
import { plugIn } from './usbip.ts';

/** What stands in a thread: a device's name in the table, and its port. */
type Plugged = { device: keyof typeof chipDevices; port: number };

/**
 * Plugs in a device whose simulator has a thread of its own, and returns how to pull it. Through usbfs the station's thread
 * may stand still in the kernel until the device has answered, and then nobody else in it could answer.
 */
export const plugInThread = async (device: Plugged['device'], port: number): Promise<() => void> => {
  const program = process.argv[1];
  if (!program) throw new Error('no program');
  const thread = new Worker(program, { workerData: { device, port } satisfies Plugged });
  await new Promise<void>((resolve, reject) => {
    thread.once('message', () => resolve());
    thread.once('error', reject);
  });
  return () => thread.postMessage('pull');
};

/** What the thread does: plays its device until it is pulled. */
export const playDevice = async (): Promise<void> => {
  const { device, port } = workerData as Plugged;
  const pull = await plugIn(chipDevices[device](), port);
  parentPort?.once('message', () => {
    pull();
    process.exit(0);
  });
  parentPort?.postMessage('plugged');
};
