import { type Access, type RouteName, routes } from '@bedsign/contract';
import type { RateLimitOptions } from '@fastify/rate-limit';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call; a route without it is refused at start. */
    by?: Access;
  }
}

/** Method, path and access of the contract's route, to be spread into `app.route`. */
export const at = (name: RouteName, config: { rateLimit?: RateLimitOptions } = {}) => {
  const { method, path, by } = routes[name];
  return { method, url: path, config: { ...config, by } };
};
