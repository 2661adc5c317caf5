import type { Server as HttpServer } from 'node:http';
import type { TsaSettings } from '@bedsign/contract';

type Limits = TsaSettings['limits'];

/** Node looks for requests that have run out of time this often; half a minute unless told (an option of creation). */
export const httpServerOptions = { connectionsCheckingInterval: 1000 } as const;

/** Puts the limits in force on an HTTP server, on what is open too. Node's own timers do the rest. */
export const limitHttp = (server: HttpServer, limits: Limits): void => {
  server.maxConnections = limits.connections;
  server.headersTimeout = limits.headSeconds * 1000;
  // Node counts it from the request's first byte, headers included, and wants it to be the longer one.
  server.requestTimeout = Math.max(limits.requestSeconds, limits.headSeconds) * 1000;
  server.keepAliveTimeout = limits.idleSeconds * 1000;
};
