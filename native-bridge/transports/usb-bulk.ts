import { setTimeout as delay } from 'node:timers/promises';
import { type BulkPipes, createLatch, DriverError } from '@bedsign/drivers';
import { namedFailure } from './named-failure.ts';
import type { UsbBus, UsbInterfaceEntry } from './usb-bus.ts';
import { openUsbDevice, type UsbDevice, type UsbInterface } from './usb-device.ts';

/** A chip that signs, or a module that looks for a finger, takes a second at most. */
const transferTimeoutMs = 5000;
/** How often an idle device is looked for. */
const presenceMs = 1000;
/** A transfer under way while the plug is pulled fails before the hub has told the system why. */
const goneWithinMs = 500;

const getDescriptor = 0x06;
const configurationDescriptor = 0x02;
const longestConfiguration = 4096;

const bulkEndpoint = ({ endpoints }: UsbInterface['alternate'], direction: 'in' | 'out'): number => {
  const found = endpoints.find((endpoint) => endpoint.type === 'bulk' && endpoint.direction === direction);
  if (!found) throw new DriverError('PROTOCOL', `no bulk ${direction} endpoint`);
  return found.endpointNumber;
};

/** Takes the interface for us alone; the system's own driver, if it holds it, is asked to let go, and gets it back at the end. */
const claim = async (device: UsbDevice, number: number): Promise<() => Promise<void>> => {
  const detached = await device.detachKernelDriver(number).then(
    () => true,
    // None is bound; where that is not the reason, the claim fails too.
    () => false,
  );
  const giveBack = async () => {
    await device.releaseInterface(number).catch(() => undefined);
    if (detached) await device.attachKernelDriver(number).catch(() => undefined);
    await device.close().catch(() => undefined);
  };
  try {
    await device.claimInterface(number);
  } catch (thrown) {
    await giveBack();
    throw namedFailure(`claim interface ${number}`, thrown);
  }
  return giveBack;
};

/** The pipes, and what the device says of itself. */
export type UsbBulk = BulkPipes & { interfaceNumber: number; configuration(): Promise<Uint8Array> };

/** All of the first configuration's descriptors (USB 2.0 §9.4.3); the library tells those of the classes nowhere else. */
const readConfiguration = async (device: UsbDevice): Promise<Uint8Array> => {
  const setup = { requestType: 'standard', recipient: 'device', request: getDescriptor } as const;
  try {
    const answer = await device.nativeControlTransferIn(
      { ...setup, value: configurationDescriptor << 8, index: 0 },
      transferTimeoutMs,
      longestConfiguration,
    );
    return new Uint8Array(answer ?? []);
  } catch (thrown) {
    throw namedFailure('configuration descriptor', thrown);
  }
};

/**
 * The bulk endpoints of an interface of this class. LOST when it is gone, ACCESS_DENIED and BUSY as the system says,
 * PROTOCOL when it has no such interface.
 */
export const openUsbBulk = async (bus: UsbBus, entry: UsbInterfaceEntry, interfaceClass: number): Promise<UsbBulk> => {
  const device = await openUsbDevice(entry, bus.devices);
  const find = () => {
    const wanted = entry.place?.interfaceNumber;
    const found = device.configuration?.interfaces.find(
      ({ interfaceNumber, alternate }) =>
        (wanted === undefined || interfaceNumber === wanted) && alternate.interfaceClass === interfaceClass,
    );
    if (!found) throw new DriverError('PROTOCOL', `no interface of class ${interfaceClass}`);
    const { interfaceNumber: number, alternate } = found;
    return { number, bulkIn: bulkEndpoint(alternate, 'in'), bulkOut: bulkEndpoint(alternate, 'out') };
  };
  let found: ReturnType<typeof find>;
  try {
    found = find();
  } catch (thrown) {
    await device.close().catch(() => undefined);
    throw namedFailure('read the configuration', thrown);
  }
  const { number, bulkIn, bulkOut } = found;
  const giveBack = await claim(device, number);
  const lost = createLatch();
  let closed = false;

  const look = async () => {
    if (!closed && !(await bus.present(entry).catch(() => true))) lost.set();
  };
  const watch = setInterval(() => void look(), presenceMs);
  watch.unref();
  lost.on(() => clearInterval(watch));

  /** What a failed transfer means: an interrupted one is the plug, if the device is gone a moment later. */
  const meaning = async (what: string, thrown: unknown): Promise<DriverError> => {
    const failure = namedFailure(what, thrown);
    if (failure.code === 'LOST') lost.set();
    for (let waited = 0; !lost.done && failure.code === 'PROTOCOL' && waited < goneWithinMs; waited += 100) {
      await delay(100);
      await look();
    }
    return lost.done ? new DriverError('LOST', failure.detail, { cause: thrown }) : failure;
  };
  /** A stalled endpoint refuses; the halt is cleared, and what is said next tells why. */
  const transfer = async <T>(what: 'in' | 'out', endpoint: number, job: () => Promise<T>): Promise<T | undefined> => {
    if (lost.done) throw new DriverError('LOST', 'pulled out');
    if (closed) throw new DriverError('NOT_CONNECTED', 'closed');
    try {
      return await job();
    } catch (thrown) {
      if (!/stall/i.test(String(thrown))) throw await meaning(`bulk ${what}`, thrown);
      await device.clearHalt(what, endpoint).catch(() => undefined);
      return undefined;
    }
  };

  return {
    interfaceNumber: number,
    configuration: () => readConfiguration(device),
    write: async (bytes) =>
      void (await transfer('out', bulkOut, () => device.nativeTransferOut(bulkOut, transferTimeoutMs, bytes))),
    read: async (length) =>
      (await transfer('in', bulkIn, () => device.nativeTransferIn(bulkIn, transferTimeoutMs, length))) ??
      new Uint8Array(),
    onClosed: lost.on,
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(watch);
      await giveBack();
    },
  };
};
