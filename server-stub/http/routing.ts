import { type RouteName, routes } from '@bedsign/contract';
import type { RateLimitOptions } from '@fastify/rate-limit';

type Access = (typeof routes)[RouteName]['by'];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whose token the route needs; a route without it is refused at start. */
    by?: Access;
  }
}

/** Method, path and access of the contract's route, to be spread into `app.route`. */
export const at = (name: RouteName, config: { rateLimit?: RateLimitOptions } = {}) => {
  const { method, path, by } = routes[name];
  return { method, url: path, config: { ...config, by } };
};
