import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** How we name this server to our own clients (RFC 5905 §7.3): the IPv4 address, or the start of the MD5 of the IPv6 address. */
export const referenceIdOf = (address: string): Uint8Array => {
  if (isIPv4(address)) return Uint8Array.from(address.split('.').map(Number));
  return new Uint8Array(createHash('md5').update(ipv6Bytes(address)).digest().subarray(0, 4));
};

/** The 16 bytes of an IPv6 address without zone. */
const ipv6Bytes = (address: string): Uint8Array => {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (part = '') =>
    part.split(':').flatMap((group) => {
      if (isIPv4(group)) return group.split('.').map(Number);
      const value = Number.parseInt(group, 16);
      return group === '' ? [] : [value >> 8, value & 0xff];
    });
  const start = groups(head);
  const end = groups(tail);
  return Uint8Array.from([...start, ...new Array<number>(Math.max(16 - start.length - end.length, 0)).fill(0), ...end]);
};
