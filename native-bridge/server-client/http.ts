import { asBedSignError, BedSignError, fromShape, type RouteName, routePath, routes } from '@bedsign/contract';
import { tlsRefusal } from './tls-root.ts';

export type Call = {
  route: RouteName;
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
  token?: string;
  headers?: Record<string, string>;
  json?: unknown;
  bytes?: Uint8Array;
  timeoutMs?: number;
  /** More than this in the answer's body is a fault of the server. */
  maxBytes?: number;
};

const defaults = { timeoutMs: 10_000, maxBytes: 8 * 1024 * 1024 };

const address = (server: URL, { route, params, query = {} }: Call): URL => {
  const url = new URL(routePath(route, params), server);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
};

const readBody = async (response: Response, maxBytes: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBytes) throw new BedSignError('SERVER_FAULT', 'answer too long');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
};

/** JSON of a body; anything else is SERVER_FAULT. */
export const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new BedSignError('SERVER_FAULT', 'answer is not JSON', { cause });
  }
};

/** The error that an answer of a status other than 2xx carries; without one of our codes it is SERVER_FAULT. */
const answeredError = (status: number, body: Uint8Array): BedSignError => {
  try {
    const { error } = parseJson(body) as { error?: unknown };
    return fromShape(error, 'SERVER_FAULT');
  } catch {
    return new BedSignError('SERVER_FAULT', `HTTP ${status}`);
  }
};

/**
 * One call of the server. Answers the body's bytes; SERVER_UNREACHABLE when there is no answer in time,
 * CERTIFICATE_INVALID when its TLS certificate is not trusted, SERVER_FAULT when the answer makes no sense, else the error that the server named.
 */
export const callServer = async (server: URL, call: Call): Promise<Uint8Array> => {
  const { timeoutMs = defaults.timeoutMs, maxBytes = defaults.maxBytes } = call;
  const body = call.json === undefined ? call.bytes : JSON.stringify(call.json);
  const contentType = call.json === undefined ? 'application/octet-stream' : 'application/json';
  try {
    const response = await fetch(address(server, call), {
      method: routes[call.route].method,
      headers: {
        ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
        ...(body === undefined ? {} : { 'content-type': contentType }),
        ...call.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
      // A signing server never redirects; following one would hand the token to a stranger.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const content = await readBody(response, maxBytes);
    if (!response.ok) throw answeredError(response.status, content);
    return content;
  } catch (thrown) {
    throw tlsRefusal(thrown) ?? asBedSignError(thrown, 'SERVER_UNREACHABLE');
  }
};
