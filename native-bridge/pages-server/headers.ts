/**
 * What a page of ours may do: our own scripts, no frame but the one that reads documents, no forms, no connection but
 * to this station. Styles are inline because the component library writes them at run time.
 */
const pagePolicy = (port: number): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * What the frame that reads documents may do: run in a sandbox, wherever it is opened, and fetch what the PDF reader
 * needs. Its worker is a blob because a page without an origin cannot start one from ours.
 */
const framePolicy = (port: number): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src blob: data:',
    'font-src data: blob:',
    `connect-src http://127.0.0.1:${port}/pdfjs/ http://localhost:${port}/pdfjs/`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ].join('; ');

/** The page that `renderer` builds for it. */
const documentFrame = '/pdf-frame.html';

export const securityHeaders = (port: number, path = ''): Record<string, string> => ({
  'content-security-policy': path === documentFrame ? framePolicy(port) : pagePolicy(port),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});
