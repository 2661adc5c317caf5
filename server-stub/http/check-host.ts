import { BedSignError } from '@bedsign/contract';
import type { FastifyInstance } from 'fastify';

/** RFC 9110 §7.2: the name before the port, which a tunnel may have changed; an IPv6 address without its brackets. */
const nameOf = (host: string): string | undefined => {
  const [, address, name] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  return (address ?? name)?.toLowerCase();
};

/**
 * Refuses requests meant for somebody else. A stranger's page whose name was made to resolve to this server (DNS
 * rebinding) would count as of one origin with it; its requests carry the stranger's name. Without `Host` come only
 * HTTP/1.0 clients, no browser among them.
 */
export const refuseForeignHosts = (app: FastifyInstance, names: string[]): void => {
  app.addHook('onRequest', async ({ headers: { host } }) => {
    if (host !== undefined && !names.includes(nameOf(host) ?? '')) throw new BedSignError('UNKNOWN_HOST', host);
  });
};
