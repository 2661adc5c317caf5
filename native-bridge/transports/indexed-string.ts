import { DriverError } from '@bedsign/drivers';
import { namedFailure } from './named-failure.ts';
import { type UsbIdentity, withUsbDevice } from './usb-device.ts';

const getDescriptor = 0x06;
const stringDescriptor = 0x03;
const english = 0x0409;
/** A descriptor's length is one byte. */
const longest = 255;
const timeoutMs = 2000;

/**
 * A raw string descriptor, by a standard control request beside the HID driver: hidapi's hidraw back end cannot ask for
 * one, and endpoint 0 needs no claimed interface. PROTOCOL when the device stalls it.
 */
export const readIndexedString = (identity: UsbIdentity, index: number): Promise<Uint8Array> =>
  withUsbDevice(identity, async (device) => {
    const request = { requestType: 'standard', recipient: 'device', request: getDescriptor } as const;
    try {
      const answer = await device.nativeControlTransferIn(
        { ...request, value: (stringDescriptor << 8) | index, index: english },
        timeoutMs,
        longest,
      );
      if (!answer) throw new DriverError('PROTOCOL', `no string ${index}`);
      return new Uint8Array(answer);
    } catch (thrown) {
      throw namedFailure(`string ${index}`, thrown);
    }
  });
