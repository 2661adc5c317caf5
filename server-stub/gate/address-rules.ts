import { BlockList, isIP } from 'node:net';
import { BedSignError } from '@bedsign/contract';

type Family = 'ipv4' | 'ipv6';
type PlainAddress = { family: Family; address: string };

/** RFC 4291 §2.5.5.2: how a dual-stack socket names an IPv4 peer. */
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * An address as the rules see it: an IPv4-mapped one is the IPv4 address, a zone (`fe80::1%eth0`, RFC 4007 §11) names
 * our own interface and not the peer. Undefined for what is no address.
 */
const plain = (text: string): PlainAddress | undefined => {
  const [zoneless = ''] = text.split('%');
  const address = mapped.exec(zoneless)?.[1] ?? zoneless;
  const version = isIP(address);
  return version === 0 ? undefined : { family: version === 4 ? 'ipv4' : 'ipv6', address };
};

export const isAddress = (text: string): boolean => plain(text) !== undefined;

/** As `plain`, but a rule is written the plain way, so that what an administrator reads is what holds. */
const inRule = (text: string): PlainAddress => {
  const found = plain(text);
  if (!found || text.includes('%') || /^::ffff:/i.test(text)) throw new Error(`"${text}" is not a plain address`);
  return found;
};

const add = (lists: Record<Family, BlockList>, rule: string): void => {
  const [network = '', prefix, ...more] = rule.split('/');
  const [from = '', to, ...others] = network.split('-');
  if (more.length > 0 || others.length > 0 || (prefix !== undefined && to !== undefined)) throw new Error('two forms');
  const { family, address } = inRule(from);
  if (to !== undefined) lists[family].addRange(address, inRule(to).address, family);
  else if (prefix === undefined) lists[family].addAddress(address, family);
  else if (/^\d{1,3}$/.test(prefix)) lists[family].addSubnet(address, Number(prefix), family);
  else throw new Error(`"${prefix}" is not a prefix length`);
};

/** Addresses, networks and ranges; IPv4 rules hold for IPv4 peers alone and IPv6 rules for IPv6 peers. */
export type AddressSet = { size: number; has(address: string): boolean };

/** SETTINGS_INVALID names the first rule that does not fit; `name` is that of the list. */
export const createAddressSet = (name: string, rules: readonly string[]): AddressSet => {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const rule of rules)
    try {
      add(lists, rule);
    } catch (cause) {
      throw new BedSignError('SETTINGS_INVALID', `${name}: ${rule}`, { cause });
    }
  return {
    size: rules.length,
    has(text) {
      const peer = plain(text);
      return peer !== undefined && lists[peer.family].check(peer.address, peer.family);
    },
  };
};
