import { hostname, networkInterfaces } from 'node:os';

const anyAddress = ['0.0.0.0', '::'];
const loopback = ['127.0.0.1', '::1', 'localhost'];

export const isLoopback = (host: string): boolean => loopback.includes(host);

/** Every name and address, in lower case, under which others may know a server that listens on `host`. */
export const ownNames = (host: string): string[] => {
  if (isLoopback(host)) return loopback;
  const addresses = Object.values(networkInterfaces()).flatMap((rows = []) => rows.map(({ address }) => address));
  const names = [host, hostname(), 'localhost', ...addresses].map((name) => name.replace(/%.*$/, '').toLowerCase());
  return [...new Set(names)].filter((name) => !anyAddress.includes(name));
};
