import { DriverError } from '../../driver-error.ts';

export type DeviceInfo = { manufacturer: string; issuer: string; label: string; serial: string };

/** GetDevInfo's answer, big endian; we use its four texts and leave versions, capabilities and sizes alone. */
export const deviceInfoLength = 288;
const texts = {
  manufacturer: [4, 64],
  issuer: [68, 64],
  label: [132, 32],
  serial: [164, 32],
} as const;

/** Text of fixed length, padded with NUL or spaces; vendors write UTF-8. */
const readText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).split('\0')[0]?.trim() ?? '';

export const decodeDeviceInfo = (data: Uint8Array): DeviceInfo => {
  if (data.length < deviceInfoLength) throw new DriverError('PROTOCOL', `device info of ${data.length} bytes`);
  const read = ([offset, length]: readonly [number, number]) => readText(data.subarray(offset, offset + length));
  return {
    manufacturer: read(texts.manufacturer),
    issuer: read(texts.issuer),
    label: read(texts.label),
    serial: read(texts.serial),
  };
};

export const encodeDeviceInfo = (info: DeviceInfo): Uint8Array => {
  const data = new Uint8Array(deviceInfoLength);
  // Versions of the structure and of the specification.
  data.set([1, 0, 1, 0]);
  for (const key of ['manufacturer', 'issuer', 'label', 'serial'] as const) {
    const [offset, length] = texts[key];
    new TextEncoder().encodeInto(info[key], data.subarray(offset, offset + length));
  }
  return data;
};
