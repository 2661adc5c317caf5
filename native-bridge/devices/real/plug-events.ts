import { existsSync } from 'node:fs';
import type { Unsubscribe } from '@bedsign/drivers';

/** A Linux without any USB: there the library ends the process by a rejection that nobody can catch. */
const hasUsb = (): boolean => process.platform !== 'linux' || existsSync('/sys/bus/usb/devices');

/**
 * Calls back when any USB device comes or goes. Only a hint: without udev there are no events, some are missed, and the
 * device's nodes may not be there yet; who wants to know looks himself, now and then again.
 */
export const onUsbPlug = (callback: () => void): Unsubscribe => {
  if (!hasUsb()) return () => undefined;
  let stop: Unsubscribe | undefined = () => undefined;
  import('usb')
    .then(({ usb }) => {
      if (!stop) return;
      usb.addEventListener('connect', callback);
      usb.addEventListener('disconnect', callback);
      stop = () => {
        usb.removeEventListener('connect', callback);
        usb.removeEventListener('disconnect', callback);
      };
    })
    // Without the library the poll alone remains.
    .catch(() => undefined);
  return () => {
    stop?.();
    stop = undefined;
  };
};
