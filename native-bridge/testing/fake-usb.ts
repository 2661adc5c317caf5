import type { BulkDeviceSide } from '@bedsign/drivers';
import type { UsbBus, UsbInterfaceEntry } from '../transports/usb-bus.ts';
import type { UsbDevice } from '../transports/usb-device.ts';

/** An interface of an emulated device: its class, its bulk endpoints, and what the system's own driver asked it. */
export type FakeInterface = {
  interfaceClass: number;
  bulk: BulkDeviceSide;
  inquiry?: { vendor: string; product: string };
  /** Whether a kernel driver binds it. */
  driver?: boolean;
};

export type FakeDevice = {
  vendorId: number;
  productId: number;
  product: string;
  serial: string;
  configuration?: Uint8Array;
  interfaces: FakeInterface[];
  powerLoss?(): void;
};

const disconnected = () => new Error('transferIn error: device disconnected');

/**
 * The `usb` library over simulated devices: handles that must be opened, interfaces that a kernel driver or another handle
 * may hold, bulk transfers that fail in the library's words when the plug is pulled.
 */
export const createFakeUsb = () => {
  type Port = {
    device: FakeDevice;
    address: number;
    holders: Map<number, object>;
    drivers: Set<number>;
    cut: Set<() => void>;
  };
  const ports = new Map<string, Port>();
  let lastAddress = 0;

  const handle = (port: Port): UsbDevice => {
    const me = {};
    let open = false;
    const { device } = port;
    const holder = (number: number) => port.holders.get(number);
    const claimed = (endpoint: number): FakeInterface => {
      const number = endpoint - 1;
      const found = device.interfaces[number];
      if (!found || holder(number) !== me) throw new Error('transferIn error: endpoint not found');
      if (!ports.has(`p${port.address}`)) throw disconnected();
      return found;
    };
    const requireOpen = () => {
      if (!open) throw new Error('invalid state');
    };
    return {
      ...{ vendorId: device.vendorId, productId: device.productId, serialNumber: device.serial },
      ...{ bus: '1', address: port.address },
      get configuration() {
        requireOpen();
        return {
          interfaces: device.interfaces.map(({ interfaceClass }, interfaceNumber) => ({
            interfaceNumber,
            alternate: {
              interfaceClass,
              endpoints: (['in', 'out'] as const).map((direction) => ({
                ...{ endpointNumber: interfaceNumber + 1, direction, type: 'bulk' },
              })),
            },
          })),
        };
      },
      async open() {
        if (!ports.has(`p${port.address}`)) throw new Error('open error: failed to open device (errno 2)');
        open = true;
      },
      async close() {
        open = false;
      },
      async detachKernelDriver(number) {
        requireOpen();
        if (!port.drivers.delete(number))
          throw new Error('detachKernelDriver error: no kernel driver attached (errno 61)');
      },
      async attachKernelDriver(number) {
        requireOpen();
        if (device.interfaces[number]?.driver) port.drivers.add(number);
      },
      async claimInterface(number) {
        requireOpen();
        if (port.drivers.has(number) || holder(number))
          throw new Error('claimInterface error: interface is busy (errno 16)');
        port.holders.set(number, me);
      },
      async releaseInterface(number) {
        requireOpen();
        if (holder(number) === me) port.holders.delete(number);
      },
      clearHalt: async () => undefined,
      nativeControlTransferIn: async (_setup, _timeout, length) => device.configuration?.slice(0, length) ?? null,
      nativeTransferIn: (endpoint, _timeout, length) =>
        new Promise((resolve, reject) => {
          const { bulk } = claimed(endpoint);
          const cut = () => reject(disconnected());
          port.cut.add(cut);
          void bulk.in(length).then((bytes) => {
            port.cut.delete(cut);
            resolve(bytes);
          });
        }),
      async nativeTransferOut(endpoint, _timeout, bytes) {
        claimed(endpoint).bulk.out(bytes);
        return bytes.length;
      },
    };
  };

  const bus: UsbBus = {
    devices: async () => [...ports.values()].map(handle),
    interfaces: async (classes) =>
      [...ports.values()].flatMap(({ device, address, drivers }) =>
        device.interfaces.flatMap(({ interfaceClass, inquiry }, interfaceNumber): UsbInterfaceEntry[] => {
          if (!classes.includes(interfaceClass)) return [];
          const { vendorId, productId, product, serial } = device;
          const place = { port: '1-1', bus: 1, address, interfaceNumber, vendorId, productId, product, serial };
          return [
            {
              ...{ vendorId, productId, product, serial, interfaceClass, place, port: `1-1:${interfaceNumber}` },
              // The kernel's driver alone has asked, and the answer goes with it.
              ...(inquiry && drivers.has(interfaceNumber) && { inquiry }),
            },
          ];
        }),
      ),
    present: async ({ place }) => ports.has(`p${place?.address}`),
  };
  return {
    bus,
    /** Returns the pulling of the plug. */
    plug(device: FakeDevice): () => void {
      const address = ++lastAddress;
      const drivers = new Set(device.interfaces.flatMap(({ driver }, number) => (driver ? [number] : [])));
      const port: Port = { device, address, holders: new Map(), drivers, cut: new Set() };
      ports.set(`p${address}`, port);
      return () => {
        ports.delete(`p${address}`);
        device.powerLoss?.();
        for (const cut of port.cut) cut();
      };
    },
    /** Which interfaces a kernel driver holds at this moment. */
    boundToKernel: (): number[] => [...ports.values()].flatMap(({ drivers }) => [...drivers]),
  };
};
