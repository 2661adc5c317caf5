import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type ThreadDevice, type UsbfsDevice, usbfsDevices } from './usbfs-devices.ts';
import { plugIn } from './usbip.ts';

/** What stands in a thread: a device's name in the table, and its port. */
type Plugged = { device: UsbfsDevice; port: number };

/** What the thread is told. */
type Order = 'pull' | 'write';
export type ThreadPlug = {
  pull(): void;
  /** Has the device do what it can do by itself; resolves when it is done. */
  write(): Promise<void>;
};

/**
 * Plugs in a device whose simulator has a thread of its own. Through usbfs the station's thread may stand still in the
 * kernel until the device has answered, and then nobody else in it could answer.
 */
export const plugInThread = async (device: UsbfsDevice, port: number): Promise<ThreadPlug> => {
  const program = process.argv[1];
  if (!program) throw new Error('no program');
  const thread = new Worker(program, { workerData: { device, port } satisfies Plugged });
  const answered = () =>
    new Promise<void>((resolve, reject) => {
      thread.once('message', () => resolve());
      thread.once('error', reject);
    });
  const tell = (order: Order) => thread.postMessage(order);
  await answered();
  return {
    pull: () => tell('pull'),
    write() {
      tell('write');
      return answered();
    },
  };
};

/** What the thread does: plays its device until it is pulled. */
export const playDevice = async (): Promise<void> => {
  const { device, port } = workerData as Plugged;
  const { usb, write }: ThreadDevice = usbfsDevices[device]();
  const pull = await plugIn(usb, port);
  const orders: Record<Order, () => Promise<void>> = {
    async pull() {
      pull();
      process.exit(0);
    },
    async write() {
      await write?.();
      parentPort?.postMessage('written');
    },
  };
  parentPort?.on('message', (order: Order) => void orders[order]());
  parentPort?.postMessage('plugged');
};
