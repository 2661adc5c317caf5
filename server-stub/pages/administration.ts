import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

const page = 'administration.html';
export const administrationPath = '/administration/';

/**
 * What the page may do: its own scripts and requests, no frames, no forms, nothing from elsewhere. Styles are inline because
 * the component library writes them at run time; the cryptography is WebAssembly.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-cache',
};
/** The build puts a hash of its content into an asset's name. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable' };

/** Each file with its address, from what the build has made: a request is looked up here and never becomes a path. */
const filesOf = (folder: string): { url: string; file: string; headers: Record<string, string> }[] => [
  { url: administrationPath, file: page, headers: pageHeaders },
  ...readdirSync(join(folder, 'assets'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({
      url: `${administrationPath}assets/${name}`,
      file: `assets/${name}`,
      headers: assetHeaders,
    })),
];

/** Serves the administration's page from the build in `folder`; without one there is no page, and the log says so. */
export const administrationPage: FastifyPluginAsync<{ folder: string }> = async (app, { folder }) => {
  if (!existsSync(join(folder, page))) return app.log.warn({ folder }, 'no pages: run npm ci');
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  const hidden = { config: { by: 'nobody' }, schema: { hide: true } } as const;
  for (const { url, file, headers } of filesOf(folder))
    app.route({ ...hidden, method: 'GET', url, handler: (_request, reply) => reply.headers(headers).sendFile(file) });
  const bare = administrationPath.slice(0, -1);
  app.route({ ...hidden, method: 'GET', url: bare, handler: (_request, reply) => reply.redirect(administrationPath) });
};
