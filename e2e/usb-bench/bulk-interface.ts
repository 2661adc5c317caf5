import { type BulkDeviceSide, ccidDescriptor } from '@bedsign/drivers';
import { nothing, type UsbInterface } from './usb-interface.ts';

type BulkClass = Pick<UsbInterface, 'triple' | 'descriptor' | 'request'>;

/** Mass Storage Class, Bulk-Only Transport 1.0 §3: reset, and how many logical units there are beyond the first. */
const request = { reset: 0xff, getMaxLun: 0xfe } as const;

/** SCSI commands in bulk-only transport, and a smart card's reader. */
export const bulkClasses = {
  massStorage: {
    triple: [0x08, 0x06, 0x50],
    descriptor: [],
    request: (setup) =>
      setup.request === request.getMaxLun ? Uint8Array.of(0) : setup.request === request.reset ? nothing : 'stall',
  },
  ccid: { triple: [0x0b, 0, 0], descriptor: [...ccidDescriptor()], request: () => 'stall' },
} as const satisfies Record<string, BulkClass>;

const longestTransfer = 64 * 1024;

/** An interface of two bulk endpoints around a simulator's own side. */
export const bulkInterface = (kind: BulkClass, device: BulkDeviceSide, powerLoss: () => void): UsbInterface => {
  let send: (bytes: Uint8Array) => void = () => undefined;
  const handOn = async (): Promise<never> => {
    for (;;) {
      const bytes = await device.in(longestTransfer);
      send(bytes);
    }
  };
  void handOn();
  return {
    ...kind,
    endpoints: [
      { direction: 'in', type: 'bulk' },
      { direction: 'out', type: 'bulk' },
    ],
    out: device.out,
    onIn(to) {
      send = to;
      return () => {
        send = () => undefined;
      };
    },
    powerLoss,
  };
};
