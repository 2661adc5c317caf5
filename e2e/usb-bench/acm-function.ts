import type { ByteStream } from '@bedsign/drivers';
import { type UsbFunction, usbFunction } from './usb-function.ts';
import { nothing, type UsbIdentity, type UsbInterface } from './usb-interface.ts';

const communicationsDevice = 2;
/** Functional descriptors: header, call management, ACM, union of interfaces 0 and 1 (CDC 1.2 §5.2.3, PSTN 1.2 §5.3). */
const functional = [5, 0x24, 0, 0x10, 1, 5, 0x24, 1, 0, 1, 4, 0x24, 2, 2, 5, 0x24, 6, 0, 1];
/** PSTN 1.2 §6.3. */
const request = { setLineCoding: 0x20, getLineCoding: 0x21, setControlLineState: 0x22, sendBreak: 0x23 } as const;
/** 57 600 baud, 8N1. */
const lineCoding = Uint8Array.of(0, 0xe1, 0, 0, 0, 0, 8);

const communications: UsbInterface = {
  triple: [2, 2, 1],
  descriptor: functional,
  endpoints: [{ direction: 'in', type: 'interrupt' }],
  request(setup) {
    if (setup.request === request.getLineCoding) return lineCoding;
    return (Object.values(request) as number[]).includes(setup.request) ? nothing : 'stall';
  },
  out: () => undefined,
  onIn: () => () => undefined,
  powerLoss: () => undefined,
};

/** A serial line behind USB (CDC-ACM) around a simulator's stream, which ends with the plug. */
export const acmFunction = (identity: UsbIdentity, stream: ByteStream): UsbFunction => {
  const data: UsbInterface = {
    triple: [10, 0, 0],
    descriptor: [],
    endpoints: [
      { direction: 'in', type: 'bulk' },
      { direction: 'out', type: 'bulk' },
    ],
    request: () => 'stall',
    out: (bytes) => void stream.write(bytes),
    onIn: (send) => stream.onData(send),
    powerLoss: () => void stream.close(),
  };
  return usbFunction(identity, [communications, data], { deviceClass: communicationsDevice });
};
