/** The names under which a page of ours may reach us. Anything else is a stranger's page or DNS rebinding. */
const names = ['127.0.0.1', 'localhost'];

export const allowedHost = (host: string | undefined, port: number): boolean =>
  names.some((name) => host === `${name}:${port}`);

/** Browsers always send Origin with a WebSocket handshake (RFC 6455 §4.1); a handshake without one is not from a page of ours. */
export const allowedOrigin = (origin: string | undefined, port: number): boolean =>
  names.some((name) => origin === `http://${name}:${port}`);
