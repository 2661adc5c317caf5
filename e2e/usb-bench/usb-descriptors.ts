import type { UsbIdentity, UsbInterface } from './usb-interface.ts';

export const le16 = (value: number): number[] => [value & 0xff, value >> 8];

/** USB 2.0 §9.6.1: strings 1, 2 and 3 are manufacturer, product and serial number. */
export const deviceDescriptor = ({ vendorId, productId }: UsbIdentity, deviceClass: number): Uint8Array => {
  const ids = [...le16(vendorId), ...le16(productId), ...le16(0x0100)];
  return Uint8Array.from([18, 1, ...le16(0x0200), deviceClass, 0, 0, 64, ...ids, 1, 2, 3, 1]);
};

/** §9.6.6: what the endpoint carries, its packet size, and how often it is asked where it is an interrupt endpoint. */
const endpointTypes = { bulk: [2, ...le16(64), 0], interrupt: [3, ...le16(64), 1] } as const;

/** §9.6.5, with the class descriptors and the endpoints. */
export const interfaceDescriptor = ({ triple, descriptor, endpoints }: UsbInterface, number: number): number[] => [
  ...[9, 4, number, 0, endpoints.length, ...triple, 0],
  ...descriptor,
  ...endpoints.flatMap(({ direction, type }) => {
    const address = (number + 1) | (direction === 'in' ? 0x80 : 0);
    return [7, 5, address, ...endpointTypes[type]];
  }),
];

/** §9.6.3, over its interfaces' descriptors; bus powered, 100 mA. */
export const configurationDescriptor = (interfaces: number[][]): Uint8Array => {
  const parts = interfaces.flat();
  return Uint8Array.from([9, 2, ...le16(9 + parts.length), interfaces.length, 1, 0, 0x80, 50, ...parts]);
};

/** §9.6.7. */
const stringDescriptor = (text: string): Uint8Array => {
  const bytes = [...text].flatMap((character) => le16(character.charCodeAt(0)));
  return Uint8Array.from([2 + bytes.length, 3, ...bytes]);
};
const languages = Uint8Array.of(4, 3, 9, 4);

/** The device's own strings; undefined for others, and for those that it has not. */
export const stringsOf = ({ manufacturer, product, serial }: UsbIdentity) => {
  const texts = [manufacturer, product, serial].map((text) => (text ? stringDescriptor(text) : undefined));
  return (index: number): Uint8Array | undefined => [languages, ...texts][index];
};
